-- The history is written once. The trigger stops even the owner from changing it by mistake; the grants below
-- stop the application's role at all.
create or replace function history_is_append_only() returns trigger
    language plpgsql
    as $$ begin raise exception 'the history is append-only' using errcode = 'insufficient_privilege'; end $$;

create or replace trigger history_append_only before update or delete or truncate on history
    for each statement execute function history_is_append_only();

create or replace trigger history_seals_append_only before update or delete or truncate on history_seals
    for each statement execute function history_is_append_only();

-- Entries are sealed in the order of their transactions, all of those that are older than whatever still runs. A server
-- counts its transactions from its own beginning: what a restored backup holds was counted by another, so that an
-- epoch is added to keep the order rising.
create table if not exists history_epoch (one boolean primary key default true check (one), base bigint not null);
insert into history_epoch (base) values (0) on conflict do nothing;

create or replace function history_transaction() returns bigint
    language sql volatile
    as $$ select pg_current_xact_id()::text::bigint + base from history_epoch $$;

create or replace function history_horizon() returns bigint
    language sql volatile
    as $$ select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + base from history_epoch $$;

alter table history alter column transaction set default history_transaction();

do $$
declare
    ahead bigint;
begin
    -- Nobody writes while the epoch changes.
    lock table history in share mode;
    select coalesce(max(transaction), 0) - history_transaction() into ahead from history;
    if ahead >= 0 then
        update history_epoch set base = base + ahead + 1;
    end if;
end $$;
