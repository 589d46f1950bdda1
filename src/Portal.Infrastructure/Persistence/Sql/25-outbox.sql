-- How far a delivery came with the mails that it claimed. The table is unlogged: a step is written without waiting for the
-- disk, and where PostgreSQL fell the table is empty, so that a step which it tells did happen, and none did after it.
create unlogged table if not exists outbox_steps (
    mail uuid primary key,
    lane uuid not null,
    step text not null check (step in ('claimed', 'begun', 'sent'))
);
