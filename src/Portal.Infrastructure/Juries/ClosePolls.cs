using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Juries;

/// <summary>Notes that the time of a vote is over, where nobody did anything in its room since.</summary>
public sealed class ClosePolls(PortalDbContext db, SittingDesk desk)
{
    /// <returns>How many were over.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var due = await db
            .Polls.Where(poll => poll.ClosedAt == null && poll.ClosesAt <= now)
            .Select(poll => poll.SittingId)
            .ToListAsync(cancellation);
        foreach (var sitting in due)
        {
            db.ChangeTracker.Clear();
            await desk.ActAsync(db.Sittings, sitting, _ => { }, cancellation);
        }
        return due.Count;
    }
}
