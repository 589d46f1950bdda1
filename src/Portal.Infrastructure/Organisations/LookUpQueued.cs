using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Organisations;

/// <summary>
/// Asks the directory for what is queued, and for what was filed and never asked. Each question is claimed for a minute,
/// so that two instances never ask the same; where the directory is away, the rest waits for the next sweep.
/// </summary>
public sealed class LookUpQueued(PortalDbContext db, LookUpOrganisation lookUp, PortalClock clock)
{
    private const int Batch = 25;
    private const int MostFiled = 500;

    /// <summary>A sweep stops here; the next one goes on.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(50);

    /// <returns>How many were asked.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();
        await QueueFiledAsync(cancellation);
        await ForgetAsync(cancellation);
        var asked = 0;
        while (clock.GetElapsedTime(begun) < Longest)
        {
            var due = await ClaimAsync(cancellation);
            if (due.Count == 0)
                break;
            foreach (var one in due)
            {
                var answer = await lookUp.AskAsync(
                    Siret.Parse(one.Siret),
                    one.Attempts,
                    clock.GetUtcNow(),
                    cancellation
                );
                asked++;
                if (answer is LookedUp.NotYet)
                    return asked;
            }
        }
        return asked;
    }

    private Task QueueFiledAsync(CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into organisation_look_ups (siret, attempts, is_unknown, due_at, queued_at)
            select distinct filed.siret, 0, false, portal_now(), portal_now() from filed_organisations filed
            where not exists (select from organisations known where known.siret = filed.siret)
              and not exists (select from organisation_look_ups asked where asked.siret = filed.siret)
            limit {MostFiled}
            on conflict do nothing
            """,
            cancellation
        );

    /// <summary>Who typed a SIRET that nobody knew has long gone on.</summary>
    private Task ForgetAsync(CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            delete from organisation_look_ups where due_at < portal_now() - interval '30 days'
            """,
            cancellation
        );

    private Task<List<Due>> ClaimAsync(CancellationToken cancellation) =>
        db
            .Database.SqlQuery<Due>(
                $"""
                update organisation_look_ups set due_at = portal_now() + interval '1 minute'
                where siret in (
                    select siret from organisation_look_ups
                    where not is_unknown and due_at <= portal_now()
                    order by due_at limit {Batch} for update skip locked
                )
                returning siret, attempts
                """
            )
            .ToListAsync(cancellation);

    private sealed record Due(string Siret, int Attempts);
}
