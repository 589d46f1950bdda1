-- The application's role: it may do its work and no more. In production the operator creates it with a password.
do $$
begin
    if not exists (select from pg_roles where rolname = 'portal_app') then
        create role portal_app login;
    end if;
end $$;

grant usage on schema public, hangfire to portal_app;
grant select, insert, update, delete on all tables in schema public, hangfire to portal_app;
grant usage, select, update on all sequences in schema public, hangfire to portal_app;
grant execute on all functions in schema public, hangfire to portal_app;
-- Who writes a line doesn't say when it was written, nor in which transaction.
revoke insert on history from portal_app;
grant insert (name, subject_kind, subject_id, "by", at, data) on history to portal_app;
revoke update, delete, truncate on history, history_seals, history_epoch, "__EFMigrationsHistory" from portal_app;
revoke insert on history_epoch, "__EFMigrationsHistory" from portal_app;
-- What was filed stays as it was filed, and a published version of a form or a grid as it was published.
revoke update, delete, truncate on filings, filing_files, filed_organisations, forms, grids from portal_app;
-- A message stays as it was written; that it was taken back may be noted beside it.
revoke update, delete, truncate on messages from portal_app;
grant update (retraction_by, retraction_at) on messages to portal_app;
-- A version of a review or a synthesis stays as it was written; those on the way to the next one are thinned out.
revoke update, truncate on review_versions, synthesis_versions from portal_app;
-- What was said in a discussion stays said; it may be struck out, or set aside with the reviews that it was about.
revoke update, delete, truncate on discussion_messages from portal_app;
grant update (struck_by, struck_at, struck_note, set_aside_at) on discussion_messages to portal_app;
-- What was said of a step stays said.
revoke update, delete, truncate on verdicts from portal_app;
-- What was signed stays signed; whether it still holds follows from the dossier.
revoke update, delete, truncate on sign_offs from portal_app;
-- Minutes stay as they were drawn up; that they were signed may be noted beside them.
revoke update, delete, truncate on minutes from portal_app;
grant update (chair_signature_by, chair_signature_at, secretary_signature_by, secretary_signature_at) on minutes to portal_app;
-- A signature stays given; that a change took its force may be noted beside it.
revoke update, delete, truncate on list_signatures from portal_app;
grant update (voided_at) on list_signatures to portal_app;
-- A webhook's message stays as it was first sent, and a try as it was made; what came of them may be noted beside them.
revoke update, truncate on webhook_messages, webhook_attempts from portal_app;
grant update (try, tries_in_a_row, due_at, claimed_until, delivered_at, withheld_at) on webhook_messages to portal_app;
grant update (outcome, status, took_milliseconds, answer) on webhook_attempts to portal_app;
-- The words of a mail stay as they were saved: other ones are another version.
revoke update, delete, truncate on mail_texts from portal_app;
-- An appeal stays as it was lodged; its answer is noted beside it.
revoke update, delete, truncate on appeals from portal_app;
grant update (is_upheld, answer, answered_by, answered_at) on appeals to portal_app;
-- What was agreed, signed, controlled and paid stays so: nothing of a project is deleted.
revoke delete, truncate on projects, milestones, agreements, project_reports, interim_opinions, payments, recoveries, project_changes from portal_app;
