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
    delete from contact_comments where dossier_id = draft;
    delete from dossier_openings where dossier_id = draft;
    delete from team_invitations where dossier_id = draft;
    delete from outbox where dossier_id = draft;
    delete from dossier_members where dossier_id = draft;
    delete from dossiers where id = draft;
end $$;

revoke execute on function erase_draft from public;

-- What was filed and ended without aid, and when that was told. What was ever a winner, or has a project, is never among them.
create or replace function dossiers_over() returns table (dossier_id uuid, over_at timestamptz)
    language sql stable
    as $$
    select dossier.id, ended.at
    from dossiers dossier,
         lateral (
            select greatest(
                dossier.withdrawal_at, dossier.exclusion_at, dossier.dismissal_at,
                case when not dossier.eligibility_is_eligible then dossier.eligibility_at end,
                (select max(coalesce(decision.corrected_at, list.publish_at))
                 from decisions decision join winner_lists list on list.id = decision.list_id
                 where decision.dossier_id = dossier.id and decision.moved_at is null
                   and decision.outcome in ('Rejected', 'Reserve')
                   and list.approved_at is not null and list.publish_at <= (select portal_now()))) as at) ended
    where dossier.number is not null and ended.at is not null
      and (dossier.reopening_at is null
           or coalesce(dossier.withdrawal_at, dossier.exclusion_at, dossier.dismissal_at) is not null)
      and not exists (select from decisions
                      where decisions.dossier_id = dossier.id and outcome in ('Funded', 'Declined'))
      and not exists (select from winners where winners.dossier_id = dossier.id)
      and not exists (select from projects where projects.dossier_id = dossier.id)
    $$;

-- What somebody has still to answer for: drafts, what is judged, and projects until their last report is accepted and what
-- they have to give back has come.
create or replace function dossiers_running() returns table (dossier_id uuid)
    language sql stable
    as $$
    select dossier.id from dossiers dossier
    where dossier.removal_at is null and dossier.erased_at is null
      and not exists (select from dossiers_over() done where done.dossier_id = dossier.id)
      and not exists (
          select from projects project
          where project.dossier_id = dossier.id and project.ending_at is not null
            and not exists (select from milestones
                            where project_id = project.id and accepted_at is null and waived_at is null)
            and not exists (select from recoveries
                            where project_id = project.id and order_at is not null and received_at is null))
    $$;

-- What experts still owe, a row each: reviews of panels that are open, and opinions that are still awaited.
create or replace function judgements_owed() returns table (expert uuid)
    language sql stable
    as $$
    select review.expert_person
    from reviews review join waves wave on wave.id = review.wave_id
    where review.set_aside_at is null and review.recusal_at is null and wave.panel_closed_at is null
      and (review.submitted_at is null or review.draft is not null)
    union all
    select opinion.expert
    from interim_opinions opinion
    join milestones milestone on milestone.id = opinion.milestone_id
    join projects project on project.id = opinion.project_id
    where opinion.submitted_at is null and opinion.recusal_at is null
      and milestone.go_at is null and project.ending_at is null
    $$;

-- In which juries somebody still has to sit.
create or replace function seats_to_come() returns table (person uuid, jury text)
    language sql stable
    as $$
    select distinct seat.person, jury.name
    from jury_members seat
    join juries jury on jury.id = seat.jury_id
    join sittings sitting on sitting.jury_id = seat.jury_id
    where sitting.closing_at is null and sitting.cancellation_at is null
    $$;

-- Erases what a dossier that got no aid says, and who filed it. What counts stays: call, wave, dates, outcome, and of the
-- answers those that the caller names (region, kind of lead, amounts). The hash of each filing stays, so that whoever
-- still has the copy can show that it is the one.
create or replace function erase_filed(filed uuid, kept text[]) returns void
    language plpgsql security definer set search_path = public
    as $$
declare
    nobody constant uuid := '00000000-0000-0000-0000-000000000000';
begin
    if not exists (
        select from dossiers join dossiers_over() done on done.dossier_id = dossiers.id
        where dossiers.id = filed and erased_at is null and done.over_at <= portal_now() - interval '1 year'
          and erasure_announced_at > done.over_at and erasure_announced_at <= portal_now() - interval '30 days'
    ) then
        raise exception 'not a dossier that may be erased' using errcode = 'insufficient_privilege';
    end if;
    delete from filing_files where filing_id in (select id from filings where dossier_id = filed);
    delete from filed_organisations where filing_id in (select id from filings where dossier_id = filed);
    update filings
    set answers = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(answers) where key = any (kept)),
        title = (select number from dossiers where id = filed), lead = '', canonical_copy = '', sign_offs = '[]', claims = '{}', filed_by = nobody
    where dossier_id = filed;
    delete from upload_parts where upload_id in (select id from uploads where dossier_id = filed);
    delete from uploads where dossier_id = filed;
    delete from attachments where dossier_id = filed;
    delete from field_versions where dossier_id = filed;
    delete from dossier_sections where dossier_id = filed;
    delete from sign_offs where dossier_id = filed;
    delete from thread_readings where dossier_id = filed;
    delete from messages where dossier_id = filed;
    delete from contact_comments where dossier_id = filed;
    delete from dossier_openings where dossier_id = filed;
    delete from admissions where dossier_id = filed;
    delete from discussion_messages where dossier_id = filed;
    delete from passage_notes where review_id in (select id from reviews where dossier_id = filed);
    delete from review_versions where review_id in (select id from reviews where dossier_id = filed);
    delete from synthesis_versions where synthesis_id in (select id from syntheses where dossier_id = filed);
    update synthesis_opinions set word = '' where synthesis_id in (select id from syntheses where dossier_id = filed);
    update complement_requests
    set items = '[]', note = '',
        answer_words = case when answer_words is not null then '' end,
        answer_by = case when answer_by is not null then nobody end,
        withdrawal_reason = case when withdrawal_reason is not null then '' end
    where dossier_id = filed;
    update verdicts set remarks = '' where dossier_id = filed;
    update decisions set reason = '', conditions = '', criteria = '[]' where dossier_id = filed;
    update appeals set text = '', answer = '', lodged_by = nobody where dossier_id = filed;
    update conflicts set evidence = '' where dossier_id = filed;
    update jury_conflicts set reason = '' where dossier_id = filed;
    update agenda_items set proposal = '', notes = '' where dossier_id = filed;
    delete from team_invitations where dossier_id = filed;
    delete from outbox where dossier_id = filed;
    delete from webhook_attempts where message_id in (select id from webhook_messages where dossier_id = filed);
    delete from webhook_messages where dossier_id = filed;
    delete from dossier_members where dossier_id = filed;
    update dossiers
    set title = number, carrier = nobody, start_token = null, erased_at = portal_now(),
        eligibility_reason = case when eligibility_reason is not null then '' end,
        withdrawal_reason = case when withdrawal_reason is not null then '' end,
        withdrawal_by = case when withdrawal_by is not null then nobody end
    where id = filed;
end $$;

revoke execute on function erase_filed from public;

-- What the experts of a wave said among themselves, and on the way to what they submitted; only once they were told.
create or replace function erase_discussions(of_wave uuid) returns void
    language plpgsql security definer set search_path = public
    as $$
begin
    if not exists (
        select from waves
        where id = of_wave and experts_forgotten_at is null
          and forgetting_announced_at <= portal_now() - interval '30 days'
    ) then
        raise exception 'not a wave whose reviews may be erased' using errcode = 'insufficient_privilege';
    end if;
    delete from discussion_messages where dossier_id in (select id from dossiers where wave_id = of_wave);
    delete from passage_notes where review_id in (select id from reviews where wave_id = of_wave);
    delete from review_versions where review_id in (select id from reviews where wave_id = of_wave);
    delete from synthesis_versions where synthesis_id in (select id from syntheses where wave_id = of_wave);
end $$;

revoke execute on function erase_discussions from public;
