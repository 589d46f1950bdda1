using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Exports;

/// <summary>The export was cancelled, or another try took over: this one stops and leaves nothing.</summary>
internal sealed class ExportOvertakenException() : Exception("The export was cancelled or taken over.");

/// <summary>Notes how far a try has come. Each note is a sign of life, and asks whether it is still wanted.</summary>
internal sealed class ExportProgress(PortalDbContext db, ExportId id, int itsTry)
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

    /// <exception cref="ExportOvertakenException">It is not wanted any more.</exception>
    public Task StepAsync(int steps, CancellationToken cancellation)
    {
        _done += steps;
        return Environment.TickCount64 - _noted < Rarely.TotalMilliseconds && _done < _total
            ? Task.CompletedTask
            : NoteAsync(cancellation);
    }

    private async Task NoteAsync(CancellationToken cancellation)
    {
        _noted = Environment.TickCount64;
        var (key, done, total) = (id.Value, _done, _total);
        var noted = await db.Database.ExecuteSqlAsync(
            $"""
            update wave_exports set done = {done}, total = {total}, beat_at = clock_timestamp()
            where id = {key} and try = {itsTry} and cancelled_at is null and failed_at is null and file_stored_as is null
            """,
            cancellation
        );
        if (noted == 0)
            throw new ExportOvertakenException();
    }
}
