using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Portfolios;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Infrastructure.Decisions;

/// <summary>
/// Who reads rankings, and all that is made of them: staff of the wave, but for those who are in the team of one of its
/// dossiers. Each place says something of all others, so that a ranking with one line taken out would still tell it.
/// </summary>
public static class RankingAccess
{
    public static IQueryable<RankingRun> RankingRunsFor(this PortalDbContext db, Viewer viewer) =>
        db.RankingRuns.Where(run => db.WavesRankedFor(viewer).Any(wave => wave.Id == run.WaveId));

    public static IQueryable<Portfolio> PortfoliosFor(this PortalDbContext db, Viewer viewer) =>
        db.Portfolios.Where(portfolio => db.WavesRankedFor(viewer).Any(wave => wave.Id == portfolio.WaveId));

    private static IQueryable<Wave> WavesRankedFor(this PortalDbContext db, Viewer viewer) =>
        db.WavesStaffedBy(viewer)
            .Where(wave =>
                !db.Dossiers.Any(dossier =>
                    dossier.WaveId == wave.Id && dossier.Members.Any(member => member.Person == viewer.Id)
                )
            );

    public static Task<bool> HasOwnDossierInAsync(
        this PortalDbContext db,
        WaveId wave,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        db.Dossiers.AnyAsync(
            dossier => dossier.WaveId == wave && dossier.Members.Any(member => member.Person == viewer.Id),
            cancellation
        );

    /// <summary>Whether a ranking holds a review whose expert must not judge the dossier, as it turned out since.</summary>
    public static async Task<bool> HoldsConflictAsync(
        this PortalDbContext db,
        RankingRunId run,
        CancellationToken cancellation
    )
    {
        var kept = await db.ReviewsInConflict()
            .Where(review =>
                review.SubmittedAt != null && db.RankingRuns.Any(one => one.Id == run && one.WaveId == review.WaveId)
            )
            .Select(review => new { review.DossierId, review.ExpertId })
            .ToListAsync(cancellation);
        if (kept.Count == 0)
            return false;
        var dossiers = kept.Select(one => one.DossierId.Value).ToArray();
        var experts = kept.Select(one => one.ExpertId.Value).ToArray();
        return await db
            .Database.SqlQuery<bool>(
                $"""
                select exists (
                  select from ranking_runs run
                  cross join jsonb_to_recordset(run.matter -> 'reviews') as given(dossier jsonb, expert jsonb)
                  join unnest({dossiers}, {experts}) as kept(dossier, expert)
                    on (given.dossier ->> 'value')::uuid = kept.dossier and (given.expert ->> 'value')::uuid = kept.expert
                  where run.id = {run.Value}) as "Value"
                """
            )
            .SingleAsync(cancellation);
    }

    /// <summary>
    /// The expected rank of each dossier that a ranking adjusted. Of what is kept of it, which weighs a hundred
    /// kilobytes, nothing else leaves the database.
    /// </summary>
    public static Task<Dictionary<DossierId, double>> ExpectedRanksAsync(
        this PortalDbContext db,
        RankingRunId run,
        CancellationToken cancellation
    ) =>
        db
            .Database.SqlQuery<ExpectedRank>(
                $"""
                select (ranked.dossier ->> 'value')::uuid as dossier, (ranked.adjusted ->> 'expected')::float8 as expected
                from ranking_runs run
                cross join jsonb_to_recordset(run.result -> 'dossiers') as ranked(dossier jsonb, adjusted jsonb)
                where run.id = {run.Value} and ranked.adjusted ->> 'expected' is not null
                """
            )
            .ToDictionaryAsync(one => new DossierId(one.Dossier), one => one.Expected, cancellation);

    private sealed record ExpectedRank(Guid Dossier, double Expected);
}
