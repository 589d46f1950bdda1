-- Erases a draft with all that belongs to it, as the schema's owner: the application's role can't delete what was signed or
-- said. Whatever was once filed, was carried over, or whose team wasn't told thirty days ago is refused; so is what another
-- table refers to.
create or replace function erase_draft(draft uuid) returns void
    language plpgsql security definer set search_path = public
    as $$
begin
    if not exists (
        select from dossiers
        where id = draft and number is null and filed_at is null and carried_from is null and carried_to is null
          and (removal_at <= portal_now() - interval '30 days'
               or removal_at is null and erasure_announced_at <= portal_now() - interval '30 days')
          and not exists (select from filings where dossier_id = draft)
    ) then
        raise exception 'not a draft that may be erased' using errcode = 'insufficient_privilege';
    end if;
    delete from upload_parts where upload_id in (select id from uploads where dossier_id = draft);
    delete from uploads where dossier_id = draft;
    delete from attachments where dossier_id = draft;
    delete from field_versions where dossier_id = draft;
    delete from dossier_sections where dossier_id = draft;
    delete from sign_offs where dossier_id = draft;
    delete from thread_readings where dossier_id = draft;
    delete from messages where dossier_id = draft;
    delete from team_invitations where dossier_id = draft;
    delete from outbox where dossier_id = draft;
    delete from dossier_members where dossier_id = draft;
    delete from dossiers where id = draft;
end $$;

revoke execute on function erase_draft from public;
