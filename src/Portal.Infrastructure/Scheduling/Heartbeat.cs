using Npgsql;

namespace Portal.Infrastructure.Scheduling;

/// <summary>Gives signs of life for a run, and stops it when it was cancelled or came too late.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;

    public Heartbeat(JobLeases leases, JobRun run, CancellationTokenSource stop) =>
        _beating = BeatAsync(leases, run, stop);

    /// <summary>Why the run was stopped; <see cref="BeatAnswer.GoOn"/> where it wasn't.</summary>
    public BeatAnswer Answer { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        _over.Dispose();
    }

    private async Task BeatAsync(JobLeases leases, JobRun run, CancellationTokenSource stop)
    {
        while (Answer == BeatAnswer.GoOn)
            try
            {
                await Task.Delay(Every, _over.Token);
                Answer = await leases.BeatAsync(run.Lease!, run.Done, run.Total, _over.Token);
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
    }
}
