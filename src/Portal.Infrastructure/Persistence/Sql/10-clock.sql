-- The portal's time: the database's own clock, and the demo's offset where there is one.
create or replace function portal_now() returns timestamptz
    language sql volatile parallel safe
    as $$ select clock_timestamp() + coalesce((select shift from demo_clock), interval '0') $$;

-- Numbers of dossiers: one sequence for all calls, so that filings never wait for each other.
create sequence if not exists dossier_numbers;
