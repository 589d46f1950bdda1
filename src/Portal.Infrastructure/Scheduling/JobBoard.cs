using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Scheduling;

/// <summary>How a job does, worst first.</summary>
public enum JobHealth
{
    /// <summary>It hasn’t run for three times its period: nothing runs it.</summary>
    Silent,

    /// <summary>Its run takes longer than it ever should.</summary>
    Hung,

    /// <summary>Its last run failed.</summary>
    Failing,
    Running,
    Well,

    /// <summary>It has yet to run for the first time.</summary>
    Awaited,
}

/// <summary>A job and its last run, by the database's own clock.</summary>
/// <param name="Job">What it is.</param>
/// <param name="Last">The run under way, or the last one; null where no instance knows the job yet.</param>
/// <param name="Now">The moment of looking.</param>
public sealed record JobState(RecurringJob Job, JobLease? Last, DateTimeOffset Now)
{
    public bool IsRunning => Last?.HeldUntil > Now;

    public JobHealth Health =>
        this switch
        {
            { IsHung: true } => JobHealth.Hung,
            { IsRunning: true } => JobHealth.Running,
            { IsSilent: true } => JobHealth.Silent,
            { Last.Outcome: JobOutcome.Failed } => JobHealth.Failing,
            { Last.StartedAt: null } => JobHealth.Awaited,
            _ => JobHealth.Well,
        };

    /// <summary>Whether somebody is needed.</summary>
    public bool IsTold => Health is JobHealth.Silent or JobHealth.Hung or JobHealth.Failing;

    /// <summary>How long the last run took; null where it ended without a word.</summary>
    public TimeSpan? Took => Last?.EndedAt - Last?.StartedAt is { Ticks: >= 0 } took ? took : null;

    public DateTimeOffset Next => Job.NextAfter(Now);

    /// <summary>Whether its time came and went by so much, and nobody runs it.</summary>
    public bool IsLate(TimeSpan patience) =>
        Last is { } last && !IsRunning && Job.NextAfter(last.StartedAt ?? last.KnownSince) + patience < Now;

    private bool IsHung => IsRunning && Now - Last!.StartedAt > Job.Longest;

    private bool IsSilent => Last is null || Now - (Last.StartedAt ?? Last.KnownSince) > Job.SilentAfter;
}

/// <summary>What the jobs do, for those who watch over them.</summary>
public sealed class JobBoard(PortalDbContext db)
{
    public async Task<IReadOnlyList<JobState>> ReadAsync(CancellationToken cancellation)
    {
        var now = await db
            .Database.SqlQueryRaw<DateTimeOffset>("""select clock_timestamp() as "Value" """)
            .SingleAsync(cancellation);
        var leases = (await db.JobLeases.AsNoTracking().ToListAsync(cancellation)).ToLookup(lease => lease.Name);
        return
        [
            .. RecurringJobs.All.Select(job => new JobState(
                job,
                leases[job.Name]
                    .OrderBy(lease => lease.HeldUntil > now)
                    .ThenBy(lease => now - lease.StartedAt > job.Longest)
                    .ThenBy(lease => lease.StartedAt)
                    .LastOrDefault(),
                now
            )),
        ];
    }

    /// <summary>Asks the runs of a job to stop: they do within seconds, and the next run goes on from there.</summary>
    /// <returns>False where none is under way.</returns>
    public async Task<bool> CancelAsync(RecurringJob job, PersonId by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var asked = await db.Database.ExecuteSqlAsync(
            $"update job_leases set cancel_asked_at = clock_timestamp() where name = {job.Name} and held_until > clock_timestamp()",
            cancellation
        );
        if (asked == 0)
            return false;
        db.History.Add(HistoryEntry.Of(new JobCancelled(job.Name, by, await db.NowAsync(cancellation))));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
