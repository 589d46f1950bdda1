using System.Threading.RateLimiting;

namespace Portal.Infrastructure.Organisations;

/// <summary>
/// Lets through no more questions than the directory allows, and none for a while after it failed several times in a
/// row or asked to be left alone: nobody waits for what won't come.
/// </summary>
public sealed class DirectoryGate(int perSecond, TimeProvider time) : IDisposable
{
    /// <summary>Failures in a row that close the gate.</summary>
    public const int Failures = 4;

    public static readonly TimeSpan ClosedFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestClosed = TimeSpan.FromMinutes(5);

    private readonly SlidingWindowRateLimiter _limiter = new(
        new SlidingWindowRateLimiterOptions
        {
            PermitLimit = perSecond,
            Window = TimeSpan.FromSeconds(1),
            SegmentsPerWindow = 5,
            QueueLimit = 4 * perSecond,
        }
    );

    private readonly Lock _lock = new();
    private int _failed;
    private DateTimeOffset _closedUntil;

    public bool IsClosed
    {
        get
        {
            lock (_lock)
                return time.GetUtcNow() < _closedUntil;
        }
    }

    /// <summary>Waits for its turn.</summary>
    /// <returns>False where it did not come in time, or too many wait already.</returns>
    public async Task<bool> EnterAsync(CancellationToken cancellation)
    {
        try
        {
            using var turn = await _limiter.AcquireAsync(1, cancellation);
            return turn.IsAcquired;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Answered()
    {
        lock (_lock)
            _failed = 0;
    }

    /// <param name="pause">How long the directory asked to be left alone; null where it did not say.</param>
    public void Failed(TimeSpan? pause = null)
    {
        lock (_lock)
        {
            _failed++;
            if (pause is null && _failed < Failures)
                return;
            var closed = pause ?? ClosedFor;
            _closedUntil = time.GetUtcNow() + (closed < LongestClosed ? closed : LongestClosed);
        }
    }

    public void Dispose() => _limiter.Dispose();
}
