using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Exports;

/// <summary>Notes how far a try has come, now and then.</summary>
internal sealed class ExportProgress(ClaimedTry itsTry)
{
    private static readonly TimeSpan Rarely = TimeSpan.FromMilliseconds(500);
    private int _done;
    private int _total;
    private long _noted = Environment.TickCount64;

    public Task StartAsync(int total, CancellationToken cancellation)
    {
        _total = total;
        return NoteAsync(cancellation);
    }

    /// <exception cref="OvertakenException">It is not wanted any more.</exception>
    public Task StepAsync(int steps, CancellationToken cancellation)
    {
        _done += steps;
        return Environment.TickCount64 - _noted < Rarely.TotalMilliseconds && _done < _total
            ? Task.CompletedTask
            : NoteAsync(cancellation);
    }

    private Task NoteAsync(CancellationToken cancellation)
    {
        _noted = Environment.TickCount64;
        return itsTry.NoteAsync(_done, _total, cancellation);
    }
}
