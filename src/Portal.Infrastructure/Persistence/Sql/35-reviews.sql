-- The reviews whose experts must not judge the dossier, by a conflict from before a moment that stands and bears: what Conflict.Bears says, once for
-- all statements. It is written into those that call it, as a view would be, and hangs on no column that a migration changes.
create or replace function reviews_in_conflict_before(moment timestamptz) returns table (id uuid)
    language sql stable
    as $$
        select review.id
        from reviews review
        where exists (
            select from experts expert join conflicts conflict on conflict.pool_expert_id = expert.pool_expert_id
            where expert.id = review.expert_id and conflict.dossier_id = review.dossier_id
              and conflict.lifting_at is null and conflict.found_at < moment
              and (conflict.noted_by is not null or review.submitted_at is null or conflict.found_at <= review.submitted_at)
        )
    $$;

-- The same, whenever it was found.
create or replace function reviews_in_conflict() returns table (id uuid)
    language sql stable
    as $$ select id from reviews_in_conflict_before('infinity') $$;
