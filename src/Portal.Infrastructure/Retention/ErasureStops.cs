using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <summary>What somebody has to hand over or finish before their account can be erased.</summary>
public sealed class ErasureStops(PortalDbContext db)
{
    public async Task<IReadOnlyList<ErasureStop>> OfAsync(PersonId person, CancellationToken cancellation)
    {
        var found = await db
            .Database.SqlQuery<Found>(
                $"""
                select 'Role' as obstacle, '' as title, null::uuid as id
                where exists (
                    select from account_roles given join roles role on role.id = given.role_id
                    where given.user_id = {person.Value} and role.name <> all ({HeldAccounts.Free}))
                union all
                select case when dossier.number is null then 'Coordinates' else 'Running' end, dossier.title, dossier.id
                from dossiers_running() running
                join dossiers dossier on dossier.id = running.dossier_id
                join dossier_members member on member.dossier_id = dossier.id
                where member.person = {person.Value} and member.role = 'Coordinator'
                union all
                select 'ReviewsOwed', owed.number::text, null
                from (select count(*) as number from judgements_owed() where expert = {person.Value}) owed
                where owed.number > 0
                union all
                select 'Seated', jury, null::uuid from seats_to_come() where person = {person.Value}
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
