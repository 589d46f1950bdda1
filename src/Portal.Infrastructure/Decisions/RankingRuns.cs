using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Decisions;

/// <summary>Asks for rankings, and reads those that there are.</summary>
public sealed class RankingRuns(PortalDbContext db, WakeJob wake)
{
    /// <summary>Asks for the ranking of a wave as its reviews stand; where that exists already, it is the answer.</summary>
    /// <returns>Null where the viewer isn't in charge of the wave.</returns>
    /// <exception cref="RefusedException">The viewer is in the team of a dossier of the wave.</exception>
    public async Task<RankingRunId?> AskAsync(
        WaveId wave,
        FundingTerms terms,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (!await db.WavesInChargeOf(viewer).AnyAsync(one => one.Id == wave, cancellation))
            return null;
        if (await db.HasOwnDossierInAsync(wave, viewer, cancellation))
            throw new RefusedException(RankingRefusals.OwnDossier);
        var matter = await MatterAsync(wave, viewer, cancellation);
        var sha256 = matter.Sha256For(terms);
        if (await FindAsync(wave, sha256, cancellation) is { } existing)
        {
            await TryAgainAsync(existing, viewer, cancellation);
            return existing;
        }
        var run = RankingRun.Ask(wave, matter, terms, viewer.Id!.Value, await db.NowAsync(cancellation));
        db.RankingRuns.Add(run);
        await db.SaveChangesAsync(cancellation);
        wake.Now(RunRankings.Job);
        return run.Id;
    }

    /// <summary>Has a ranking that failed computed again; any other stays as it is.</summary>
    /// <returns>False where there is none in the viewer's charge.</returns>
    public async Task<bool> TryAgainAsync(RankingRunId id, Viewer viewer, CancellationToken cancellation)
    {
        var run = await db.RankingRunsFor(viewer)
            .SingleOrDefaultAsync(
                one => one.Id == id && db.WavesInChargeOf(viewer).Any(wave => wave.Id == one.WaveId),
                cancellation
            );
        if (run is null)
            return false;
        run.TryAgain(viewer.Id!.Value, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        wake.Now(RunRankings.Job);
        return true;
    }

    /// <summary>The last ranking of a wave that was computed; null where there is none that the viewer may read.</summary>
    public Task<RankingRun?> LatestAsync(WaveId wave, Viewer viewer, CancellationToken cancellation) =>
        db.RankingRunsFor(viewer)
            .AsNoTracking()
            .Where(run => run.WaveId == wave && run.ComputedAt != null)
            .OrderByDescending(run => run.AskedAt)
            .FirstOrDefaultAsync(cancellation);

    /// <summary>
    /// The last ranking that was computed, to choose by; null where it holds a review whose expert is in conflict by now:
    /// then another has to be computed first.
    /// </summary>
    public async Task<RankingRun?> ToChooseByAsync(WaveId wave, Viewer viewer, CancellationToken cancellation)
    {
        var latest = await LatestAsync(wave, viewer, cancellation);
        return latest is null || await db.HoldsConflictAsync(latest.Id, cancellation) ? null : latest;
    }

    /// <summary>What a ranking asked for now would be computed from.</summary>
    public Task<RankingMatter> MatterAsync(WaveId wave, Viewer viewer, CancellationToken cancellation) =>
        RankingMatters.ReadAsync(db, wave, viewer, cancellation);

    /// <summary>Whether a ranking asked for now would start from something else than this one did.</summary>
    public async Task<bool> IsOutdatedAsync(RankingRun run, Viewer viewer, CancellationToken cancellation) =>
        (await MatterAsync(run.WaveId, viewer, cancellation)).Sha256For(run.Terms) != run.InputsSha256;

    private Task<RankingRunId?> FindAsync(WaveId wave, string sha256, CancellationToken cancellation) =>
        db
            .RankingRuns.Where(run => run.WaveId == wave && run.InputsSha256 == sha256)
            .Select(run => (RankingRunId?)run.Id)
            .SingleOrDefaultAsync(cancellation);
}
