using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Waves;

/// <summary>Notes the cut-offs that have passed. What they froze was frozen by the clock already.</summary>
public sealed class CloseCutOffs(PortalDbContext db)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var due = await db
            .Waves.Where(wave => wave.CutOffs.Any(cutOff => cutOff.FrozenAt == null && cutOff.Deadline.EndsAt <= now))
            .Select(wave => wave.Id)
            .ToListAsync(cancellation);
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            var wave = await db.Waves.SingleAsync(one => one.Id == id, cancellation);
            wave.Close(now);
            await db.SaveUnlessOvertakenAsync(cancellation);
        }
    }
}
