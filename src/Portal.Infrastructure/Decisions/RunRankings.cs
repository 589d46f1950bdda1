using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Decisions;

/// <summary>Computes the rankings that were asked for: some seconds each, and nobody waits in a page.</summary>
public sealed class RunRankings(PortalDbContext db, RunAsked asked)
{
    public const string Job = "run-rankings";

    internal static readonly AskedTable Table = new("ranking_runs", "computed_at is null and failed_at is null");

    public Task RunAsync(CancellationToken cancellation) =>
        asked.RunAsync<RankingRun, RankingRunId>(
            Table,
            (id, itsTry) => ComputeAsync(id, itsTry, cancellation),
            cancellation
        );

    private async Task ComputeAsync(RankingRunId id, ClaimedTry itsTry, CancellationToken cancellation)
    {
        var run = await db.RankingRuns.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        var result = await itsTry.CalculateAsync(done: 0, total: 1, _ => run.Compute(), cancellation);
        await asked.ChangeAsync<RankingRun, RankingRunId>(
            Table,
            id,
            (one, now) => one.Take(itsTry.Number, result, now),
            cancellation
        );
    }
}
