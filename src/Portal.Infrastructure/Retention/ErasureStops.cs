using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <summary>What somebody has to hand over or finish before their account can be erased.</summary>
public sealed class ErasureStops(PortalDbContext db)
{
    private static readonly string[] Free = [nameof(PortalRole.Carrier), nameof(PortalRole.Expert)];

    public async Task<IReadOnlyList<ErasureStop>> OfAsync(PersonId person, CancellationToken cancellation)
    {
        var found = await db
            .Database.SqlQuery<Found>(
                $"""
                select 'Role' as obstacle, '' as title, null::uuid as id
                where exists (
                    select from account_roles given join roles role on role.id = given.role_id
                    where given.user_id = {person.Value} and role.name <> all ({Free}))
                union all
                select case when dossier.number is null then 'Coordinates' else 'Running' end, dossier.title, dossier.id
                from dossiers_running() running
                join dossiers dossier on dossier.id = running.dossier_id
                join dossier_members member on member.dossier_id = dossier.id
                where member.person = {person.Value} and member.role = 'Coordinator'
                union all
                select 'ReviewsOwed', owed.number::text, null
                from (
                    select (select count(*) from reviews review join waves wave on wave.id = review.wave_id
                            where review.expert_person = {person.Value} and review.set_aside_at is null
                              and review.recusal_at is null and wave.panel_closed_at is null
                              and (review.submitted_at is null or review.draft is not null))
                         + (select count(*) from interim_opinions opinion
                            where opinion.expert = {person.Value} and opinion.submitted_at is null
                              and opinion.recusal_at is null) as number) owed
                where owed.number > 0
                union all
                select distinct 'Seated', jury.name, null::uuid
                from jury_members seat
                join juries jury on jury.id = seat.jury_id
                join sittings sitting on sitting.jury_id = seat.jury_id
                where seat.person = {person.Value} and sitting.closing_at is null and sitting.cancellation_at is null
                """
            )
            .ToListAsync(cancellation);
        return [.. found.Select(one => one.Stop())];
    }

    private sealed record Found(string Obstacle, string Title, Guid? Id)
    {
        public ErasureStop Stop() =>
            new(Enum.Parse<ErasureObstacle>(Obstacle), Title, Id is { } id ? $"/dossiers/{id}" : null);
    }
}
