-- What reminders are derived from. Both are written into those that call them, as views would be, and hang on no column
-- that a migration changes. A kind of date joins by a branch in each of them, and a value of DateKind.

-- Until when silence isn't a refusal yet: what AppealPeriod.SilentUntil says.
create or replace function appeal_silent_until(lodged_at timestamptz) returns timestamptz
    language sql immutable
    as $$ select ((date_trunc('day', lodged_at at time zone 'Europe/Paris') + interval '2 months') - interval '1 second') at time zone 'Europe/Paris' $$;

-- The dates that lie in the sweep's sight are few among many dossiers.
create index if not exists ix_dossiers_step_due on dossiers (step_due_at, call_id, wave_id)
    where reopening_at is not null and step_due_at is not null and withdrawal_at is null and dismissal_at is null and carried_to is null and removal_at is null;
create index if not exists ix_complement_requests_due on complement_requests (due_at)
    where answer_at is null and withdrawal_at is null and missed_at is null;
create index if not exists ix_audition_slots_starts on audition_slots (starts_at);
create index if not exists ix_appeals_silent_until on appeals (appeal_silent_until(lodged_at)) where answered_at is null;

create index if not exists ix_milestones_due on milestones (due_at) where accepted_at is null and waived_at is null;

-- The dates of all calls that reminders go before, each once. from_at: nobody is reminded before.
create or replace function reminder_dates() returns table (kind text, call_id uuid, wave_id uuid, due_at timestamptz, from_at timestamptz)
    language sql stable
    as $$
        select 'CutOff', wave.call_id, wave.id, cut_off.deadline_at,
               greatest(wave.opens_at, (select max(earlier.deadline_ends_at) from cut_offs earlier
                                        where earlier.wave_id = cut_off.wave_id and earlier.number < cut_off.number))
        from cut_offs cut_off
        join waves wave on wave.id = cut_off.wave_id
        union all
        select 'Reviews', wave.call_id, wave.id, wave.reviews_due_at, '-infinity'
        from waves wave where wave.reviews_due_at is not null
        union all
        select 'Wishes', wave.call_id, wave.id, wave.wishes_until_at, '-infinity'
        from waves wave where wave.wishes_until_at is not null
        union all
        select * from (
            select distinct 'Step', dossier.call_id, dossier.wave_id, dossier.step_due_at, '-infinity'::timestamptz
            from dossiers dossier
            where dossier.reopening_at is not null and dossier.step_due_at is not null and dossier.withdrawal_at is null
              and dossier.dismissal_at is null and dossier.carried_to is null and dossier.removal_at is null
        ) step
        union all
        select * from (
            select distinct 'Complements', dossier.call_id, dossier.wave_id, request.due_at, '-infinity'::timestamptz
            from complement_requests request
            join dossiers dossier on dossier.id = request.dossier_id
            where request.answer_at is null and request.withdrawal_at is null and request.missed_at is null
              and dossier.withdrawal_at is null
        ) complements
        union all
        select * from (
            select distinct 'Audition', dossier.call_id, dossier.wave_id, slot.starts_at, '-infinity'::timestamptz
            from audition_slots slot
            join auditions audition on audition.slot_id = slot.id
            join dossiers dossier on dossier.id = audition.dossier_id
            where dossier.withdrawal_at is null
        ) audition
        union all
        select * from (
            select distinct 'Appeal', dossier.call_id, dossier.wave_id, appeal_silent_until(appeal.lodged_at), '-infinity'::timestamptz
            from appeals appeal
            join dossiers dossier on dossier.id = appeal.dossier_id
            where appeal.answered_at is null
        ) appeal
        union all
        select * from (
            select distinct 'Milestone', project.call_id, project.wave_id, milestone.due_at, '-infinity'::timestamptz
            from milestones milestone
            join projects project on project.id = milestone.project_id
             and (project.suspension_since is null or milestone.due_civil::date < project.suspension_since)
            where milestone.accepted_at is null and milestone.waived_at is null
              and (milestone.submitted_at is null or milestone.returned_at is not null)
        ) milestone
    $$;

-- Who is reminded of which date as things stand, one row a mail. since: no reminder that fell due before. In an occasion,
-- # stands for the date and how long before it, @ for the day on which it goes.
create or replace function reminders_owed() returns table (
    kind text, call_id uuid, wave_id uuid, due_at timestamptz, since timestamptz,
    person uuid, dossier_id uuid, template text, occasion text, facts jsonb)
    language sql stable
    as $$
        select 'CutOff', dossier.call_id, dossier.wave_id, cut_off.deadline_at,
               case when dossier.filed_at is null then dossier.started_at else dossier.reopening_at end,
               member.person, dossier.id,
               case when member.role = 'Coordinator' then 'reminder' else 'reminder-member' end,
               'reminder:' || cut_off.id || ':#:' || dossier.id,
               jsonb_build_object('title', dossier.title, 'link', '/dossiers/' || dossier.id)
        from cut_offs cut_off
        join dossiers dossier on dossier.wave_id = cut_off.wave_id
        join dossier_members member on member.dossier_id = dossier.id and member.role <> 'Reader'
        where dossier.withdrawal_at is null and dossier.removal_at is null and dossier.carried_to is null
          and dossier.step_due_at is null and (dossier.filed_at is null or dossier.reopening_at is not null)
        union all
        select 'Step', dossier.call_id, dossier.wave_id, dossier.step_due_at, dossier.reopening_at, member.person, dossier.id,
               'step-reminder', 'step.reminder:' || dossier.id || ':' || dossier.step || ':#',
               jsonb_build_object('title', dossier.title, 'number', dossier.number, 'link', '/dossiers/' || dossier.id)
        from dossiers dossier
        join dossier_members member on member.dossier_id = dossier.id and member.role <> 'Reader'
        where dossier.reopening_at is not null and dossier.step_due_at is not null and dossier.withdrawal_at is null
          and dossier.dismissal_at is null and dossier.carried_to is null and dossier.removal_at is null
        union all
        select 'Complements', dossier.call_id, dossier.wave_id, request.due_at, request.asked_at, member.person, dossier.id,
               'complements-reminder', 'complement.reminder:' || request.id || ':#',
               jsonb_build_object('title', dossier.title, 'number', dossier.number, 'link', '/dossiers/' || dossier.id || '/complements')
        from complement_requests request
        join dossiers dossier on dossier.id = request.dossier_id
        join dossier_members member on member.dossier_id = dossier.id and member.role <> 'Reader'
        where request.answer_at is null and request.withdrawal_at is null and request.missed_at is null
          and dossier.withdrawal_at is null and dossier.removal_at is null
        union all
        -- What Review.IsStillOpen says. Once a day, by whomever: officers remind by hand under the same occasion.
        select 'Reviews', wave.call_id, wave.id, wave.reviews_due_at, min(coalesce(review.reopened_at, review.assigned_at)),
               review.expert_person, null::uuid, 'review-reminder-until', 'review.reminded:@:' || review.expert_id,
               jsonb_build_object('left', count(*)::text, 'link', '/reviews')
        from waves wave
        join reviews review on review.wave_id = wave.id
        where wave.reviews_due_at is not null and review.set_aside_at is null and review.recusal_at is null
          and (review.submitted_at is null or review.draft is not null)
          and not exists (select from reviews_in_conflict() kept where kept.id = review.id)
        group by wave.id, review.expert_id, review.expert_person
        union all
        -- A day after being asked at the earliest.
        select 'Wishes', wave.call_id, wave.id, wave.wishes_until_at,
               greatest(expert.joined_at, wave.wishes_asked_at) + interval '1 day',
               expert.person, null::uuid, 'wishes-reminder', 'wishes.reminder:' || wave.id || ':#:' || expert.id,
               jsonb_build_object('link', '/reviews')
        from waves wave
        join experts expert on expert.wave_id = wave.id
        where wave.wishes_until_at is not null
          and not exists (select from wishes wish where wish.expert_id = expert.id and wish.kind is not null)
        union all
        select 'Audition', dossier.call_id, dossier.wave_id, slot.starts_at, '-infinity', member.person, dossier.id,
               'audition-reminder', 'audition.reminder:' || audition.id || ':#',
               jsonb_build_object('title', filing.title, 'place', sitting.place, 'link', '/auditions/' || audition.id)
        from audition_slots slot
        join auditions audition on audition.slot_id = slot.id
        join sittings sitting on sitting.id = audition.sitting_id
        join dossiers dossier on dossier.id = audition.dossier_id
        join filings filing on filing.id = dossier.filing_id
        join dossier_members member on member.dossier_id = dossier.id and member.role = 'Coordinator'
        where dossier.withdrawal_at is null
        union all
        -- Not to who is of the dossier's team: there they are carriers.
        select 'Appeal', dossier.call_id, dossier.wave_id, appeal_silent_until(appeal.lodged_at), appeal.lodged_at,
               officer.person, dossier.id, 'appeal-reminder', 'appeal.reminder:' || appeal.id || ':#',
               jsonb_build_object('title', dossier.title, 'number', dossier.number, 'link', '/staff/appeals/' || appeal.id)
        from appeals appeal
        join dossiers dossier on dossier.id = appeal.dossier_id
        join call_officers officer on officer.call_id = dossier.call_id
        where appeal.answered_at is null
          and not exists (select from dossier_members member where member.dossier_id = dossier.id and member.person = officer.person)
        union all
        select 'Milestone', project.call_id, project.wave_id, milestone.due_at, coalesce(milestone.returned_at, '-infinity'),
               member.person, dossier.id, 'milestone-reminder', 'milestone:' || milestone.id || ':#',
               jsonb_build_object('title', dossier.title, 'number', dossier.number, 'report', milestone.title ->> reader.language,
                                  'link', '/dossiers/' || dossier.id || '/project/reports/' || milestone.key)
        from milestones milestone
        join projects project on project.id = milestone.project_id
         and (project.suspension_since is null or milestone.due_civil::date < project.suspension_since)
        join dossiers dossier on dossier.id = project.dossier_id
        join dossier_members member on member.dossier_id = dossier.id and member.role <> 'Reader'
        join accounts reader on reader.id = member.person
        where milestone.accepted_at is null and milestone.waived_at is null
          and (milestone.submitted_at is null or milestone.returned_at is not null)
    $$;
