using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Decisions;

/// <summary>Computes the rankings that were asked for, in a queue of their own: some seconds each, and nobody waits in a page.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class RankingJobs(PortalDbContext db, OneByOne oneByOne)
{
    public const string Queue = "rankings";

    [Queue(Queue)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        var due = await db
            .RankingRuns.Where(run => run.ComputedAt == null)
            .OrderBy(run => run.AskedAt)
            .Select(run => run.Id)
            .ToListAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        await oneByOne.RunAsync<RankingRun, RankingRunId>(due, run => run.Compute(now), cancellation);
    }
}

/// <summary>Sets the job off at once; without it, the next sweep would.</summary>
/// <param name="clients">None where this process runs no jobs.</param>
public sealed class RankingQueue(IEnumerable<IBackgroundJobClient> clients)
{
    public void Wake() => clients.FirstOrDefault()?.Enqueue<RankingJobs>(jobs => jobs.RunAsync(CancellationToken.None));
}
