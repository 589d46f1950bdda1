using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Waves;

/// <summary>Notes the cut-offs that have passed. What they froze was frozen by the clock already.</summary>
public sealed class CloseCutOffs(PortalDbContext db, OneByOne oneByOne)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var due = await db
            .Waves.Where(wave => wave.CutOffs.Any(cutOff => cutOff.FrozenAt == null && cutOff.Deadline.EndsAt <= now))
            .Select(wave => wave.Id)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<Wave, WaveId>(due, wave => wave.Close(now), cancellation);
    }
}
