using System.Diagnostics;
using Npgsql;

namespace Portal.Infrastructure.Scheduling;

/// <summary>
/// Gives signs of life for a run, and stops it when it was cancelled, came too late or takes too long. Without signs of life
/// its place is free a minute later, even if it hears nothing of being stopped.
/// </summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;

    /// <param name="longest">How long the run may take.</param>
    /// <param name="tell">Done once it took longer, whether or not it then stops.</param>
    public Heartbeat(JobLeases leases, JobRun run, TimeSpan longest, Func<Task> tell, CancellationTokenSource stop) =>
        _beating = BeatAsync(leases, run, longest, tell, stop);

    /// <summary>Why the run was stopped; <see cref="BeatAnswer.GoOn"/> where it wasn't.</summary>
    public BeatAnswer Answer { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        _over.Dispose();
    }

    private async Task BeatAsync(
        JobLeases leases,
        JobRun run,
        TimeSpan longest,
        Func<Task> tell,
        CancellationTokenSource stop
    )
    {
        var since = Stopwatch.GetTimestamp();
        while (Answer == BeatAnswer.GoOn)
            try
            {
                await Task.Delay(Every, _over.Token);
                Answer =
                    Stopwatch.GetElapsedTime(since) > longest
                        ? BeatAnswer.TooLong
                        : await leases.BeatAsync(run.Lease!, run.Done, run.Total, _over.Token);
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or InvalidOperationException)
            {
                // The database is away: if it stays so, the lease runs out by itself.
            }
        await stop.CancelAsync();
        if (Answer == BeatAnswer.TooLong)
            await tell();
    }
}
