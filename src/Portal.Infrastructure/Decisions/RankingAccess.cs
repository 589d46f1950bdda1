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
        RankingRun run,
        CancellationToken cancellation
    )
    {
        var kept = await db.ReviewsInConflict()
            .Where(review => review.WaveId == run.WaveId && review.SubmittedAt != null)
            .Select(review => new { review.DossierId, review.ExpertId })
            .ToListAsync(cancellation);
        return run.Matter.Reviews.Any(one => kept.Contains(new { DossierId = one.Dossier, ExpertId = one.Expert }));
    }
}
