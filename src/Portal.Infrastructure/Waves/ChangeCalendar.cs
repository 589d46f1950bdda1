using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Waves;

/// <summary>
/// Changes the calendar of a wave while nobody files: what was filed before is seen and respected, what is filed after
/// finds the new cut-offs.
/// </summary>
public sealed class ChangeCalendar(PortalDbContext db)
{
    /// <exception cref="RefusedException">The change would take from carriers what they were promised.</exception>
    public async Task RunAsync(WaveId id, Action<Wave, WaveUse, DateTimeOffset> act, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.HoldCalendarAsync(id, cancellation);
        var wave = await db.Waves.SingleAsync(one => one.Id == id, cancellation);
        act(wave, await db.UseOfAsync(id, cancellation), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <exception cref="RefusedException">The cut-off passed, something was filed for it, or another took it out before.</exception>
    public Task RemoveCutOffAsync(WaveId id, CutOffId cutOff, PersonId by, CancellationToken cancellation) =>
        RunAsync(
            id,
            (wave, use, now) =>
            {
                // Nothing vanishes by itself because nothing refers to it any more.
                if (wave.CutOffs.FirstOrDefault(one => one.Id == cutOff) is { } removed)
                    db.CutOffs.Remove(removed);
                wave.RemoveCutOff(cutOff, use, by, now);
            },
            cancellation
        );
}
