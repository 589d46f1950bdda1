using System.Data.Common;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Portal.Infrastructure.Scheduling;

/// <summary>
/// How every job runs: in a place that one instance has at a time, with signs of life, and with its outcome noted. Not
/// repeated where it fails, since the next run comes soon.
/// </summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed partial class RunJob(
    IServiceProvider services,
    JobLeases leases,
    JobRun run,
    TellOfFailure tell,
    ILogger<RunJob> log
)
{
    /// <summary>What is told of a run that hangs, where else the kind of an error is.</summary>
    public const string TooLong = "TooLong";

    /// <summary>A run by the clock: where another one is under way, it is left out.</summary>
    public Task RunAsync(string name, CancellationToken cancellation) =>
        RunAsync(RecurringJobs.Named(name), isWanted: false, cancellation);

    /// <summary>A run that somebody waits for: where another one is under way, that one is followed by one more.</summary>
    public Task RunWantedAsync(string name, CancellationToken cancellation) =>
        RunAsync(RecurringJobs.Named(name), isWanted: true, cancellation);

    public async Task RunAsync(RecurringJob job, bool isWanted, CancellationToken cancellation)
    {
        while (await leases.TakeAsync(job.Name, isWanted, cancellation) is { } lease)
            if (!await RunAsync(job, lease, cancellation))
                return;
    }

    /// <returns>Whether it is to run once more.</returns>
    private async Task<bool> RunAsync(RecurringJob job, HeldLease lease, CancellationToken cancellation)
    {
        run.Begin(lease);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var heart = new Heartbeat(leases, run, job.Longest, () => TellAsync(job), stop);
        try
        {
            await job.Act(services, stop.Token);
            return await leases.ReleaseAsync(lease, JobOutcome.Done, run.Did);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            await leases.ReleaseAsync(lease, JobOutcome.Stopped, run.Did);
            throw;
        }
        catch (Exception) when (heart.Answer == BeatAnswer.TooLong)
        {
            return await leases.ReleaseAsync(lease, JobOutcome.Failed, run.Did, TooLong);
        }
        catch (Exception end) when (end is OvertakenException || heart.Answer != BeatAnswer.GoOn)
        {
            // Where another instance has the place, there is nothing left to give back.
            Ended(job.Name, heart.Answer);
            return await leases.ReleaseAsync(lease, JobOutcome.Cancelled, run.Did);
        }
        catch (Exception failure)
        {
            var isWanted = await leases.ReleaseAsync(lease, JobOutcome.Failed, run.Did, KindOf(failure));
            await tell.OweAsync(job, KindOf(failure), cancellation);
            if (!isWanted)
                throw;
            Failed(failure, job.Name);
            return true;
        }
    }

    /// <summary>Beside the run, which may never end: in a scope of its own.</summary>
    private async Task TellAsync(RecurringJob job)
    {
        Hung(job.Name, job.Longest);
        try
        {
            await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TellOfFailure>().OweAsync(job, TooLong, default);
        }
        catch (Exception failure) when (failure is DbException or TimeoutException or InvalidOperationException)
        {
            Failed(failure, job.Name);
        }
    }

    /// <summary>The kind of an error says nothing about anybody; its words might.</summary>
    private static string KindOf(Exception failure) =>
        failure is AggregateException { InnerExceptions: [var first, ..] } ? KindOf(first) : failure.GetType().Name;

    [LoggerMessage(LogLevel.Error, "A run of {Job} takes longer than {Longest}; it is told to stop.")]
    private partial void Hung(string job, TimeSpan longest);

    [LoggerMessage(LogLevel.Error, "A run of {Job} failed.")]
    private partial void Failed(Exception failure, string job);

    [LoggerMessage(LogLevel.Warning, "A run of {Job} was stopped ({Why}).")]
    private partial void Ended(string job, BeatAnswer why);
}

/// <summary>Has a job run at once; without it, its next run by the clock would do the same.</summary>
/// <param name="clients">None where this process runs no jobs.</param>
public sealed class WakeJob(IEnumerable<IBackgroundJobClient> clients)
{
    public void Now(string name) =>
        clients
            .FirstOrDefault()
            ?.Enqueue<RunJob>(
                RecurringJobs.Named(name).Queue,
                jobs => jobs.RunWantedAsync(name, CancellationToken.None)
            );
}
