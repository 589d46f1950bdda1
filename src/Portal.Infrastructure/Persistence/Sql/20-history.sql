-- The history is written once. The trigger stops even the owner from changing it by mistake; the grants below
-- stop the application's role at all.
create or replace function history_is_append_only() returns trigger
    language plpgsql
    as $$ begin raise exception 'the history is append-only' using errcode = 'insufficient_privilege'; end $$;

create or replace trigger history_append_only before update or delete or truncate on history
    for each statement execute function history_is_append_only();

create or replace trigger history_links_append_only before update or delete or truncate on history_links
    for each statement execute function history_is_append_only();
