using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Staff;

namespace Portal.Web.Decisions.Rankings;

/// <summary>Reads the rankings of a wave for the pages of staff.</summary>
public sealed class RankingReading(PortalDbContext db, RankingRuns runs)
{
    /// <returns>Null where the viewer can't see the wave.</returns>
    public async Task<RankingPage?> PageOfAsync(Guid wave, Viewer viewer, bool byMean, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (await StaffWaves.HeadAsync(db, wave, viewer, now, cancellation) is not { } head)
            return null;
        var lines = await LinesAsync(head.Id, viewer, cancellation);
        var matter = await runs.MatterAsync(head.Id, viewer, cancellation);
        var latest = await runs.LatestAsync(head.Id, viewer, cancellation);
        var rows = await RowsAsync(head.Id, viewer, cancellation);
        return new RankingPage(
            head,
            [.. matter.Ranked().Select(one => new RankedLine(one.Rank, lines[one.Dossier] with { Score = one.Score }))],
            latest is null ? null : PartOf(latest, rows.First(row => row.Id == latest.Id).By, lines, byMean),
            latest is not null && matter.Sha256For(latest.Terms) != latest.InputsSha256,
            rows,
            await db.HasOwnDossierInAsync(head.Id, viewer, cancellation)
        )
        {
            Steps = await StepsAsync(head, lines.Values, cancellation),
        };
    }

    /// <returns>Null where the viewer can't read it.</returns>
    public async Task<RunPage?> RunAsync(Guid id, Viewer viewer, bool byMean, CancellationToken cancellation)
    {
        if (await FindAsync(id, viewer, cancellation) is not { } found)
            return null;
        var (head, run) = found;
        var by = await db.Users.Where(one => one.Id == run.By.Value).Select(one => one.Name).SingleAsync(cancellation);
        var row = new RunRow(run.Id, by, run.AskedAt, run.Terms, run.Result is not null, run.FailedAt is not null);
        if (run.Result is null)
            return new RunPage(head, row, Part: null);
        return new RunPage(head, row, PartOf(run, by, await LinesAsync(head.Id, viewer, cancellation), byMean))
        {
            IsOutdated = await runs.IsOutdatedAsync(run, viewer, cancellation),
        };
    }

    public async Task<(WaveHead Wave, RankingRun Run)?> FindAsync(
        Guid id,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var run = await db.RankingRunsFor(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == new RankingRunId(id), cancellation);
        if (run is null)
            return null;
        var now = await db.NowAsync(cancellation);
        return ((await StaffWaves.HeadAsync(db, run.WaveId.Value, viewer, now, cancellation))!, run);
    }

    /// <summary>The filed dossiers of a wave.</summary>
    public async Task<IReadOnlyDictionary<DossierId, DossierLine>> LinesAsync(
        WaveId wave,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        await db.FiledInAsync(wave, viewer)
            .ToDictionaryAsync(line => new DossierId(line.Id), cancellationToken: cancellation);

    private static RunPart PartOf(
        RankingRun run,
        string by,
        IReadOnlyDictionary<DossierId, DossierLine> lines,
        bool byMean
    )
    {
        var result = run.Result!;
        var told = result.Dossiers.Select(one => LineOf(one, lines[one.Dossier]));
        return new RunPart(
            run.Id,
            by,
            run.AskedAt,
            run.Terms,
            result,
            new RunOrigin(run.InputsSha256, run.ModelVersion, run.Seed),
            [.. byMean ? told.OrderBy(one => one.Score.Rank ?? int.MaxValue) : told],
            byMean && result.IsAdjusted
        );
    }

    private static RunLine LineOf(RankedScore score, DossierLine line) =>
        new(score, line.Number, line.Title, line.Outcome);

    private Task<List<RunRow>> RowsAsync(WaveId wave, Viewer viewer, CancellationToken cancellation) =>
        (
            from run in db.RankingRunsFor(viewer)
            where run.WaveId == wave
            join account in db.Users on run.By.Value equals account.Id
            orderby run.AskedAt descending
            select new RunRow(
                run.Id,
                account.Name,
                run.AskedAt,
                run.Terms,
                run.ComputedAt != null,
                run.FailedAt != null
            )
        ).ToListAsync(cancellation);

    /// <summary>The steps that these dossiers go through; none where all is filed at once.</summary>
    private async Task<IReadOnlyList<CallStep>> StepsAsync(
        WaveHead wave,
        IEnumerable<DossierLine> lines,
        CancellationToken cancellation
    ) =>
        lines.Any(line => line.State == DossierState.Eligible && (line.InPart || line.Step > 1))
            ? await db
                .Calls.Where(call => db.Waves.Any(one => one.Id == wave.Id && one.CallId == call.Id))
                .Select(call => call.Steps)
                .SingleAsync(cancellation)
            : [];
}
