using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Pool;

/// <summary>
/// Bars the partners of a wave from judging in it, or admits them again, and looks at once for whom that keeps from which
/// dossier.
/// </summary>
public sealed class BarPartners(PortalDbContext db, LookForConflicts search)
{
    public Task BarAsync(WaveId id, PersonId by, CancellationToken cancellation) =>
        ActAsync(id, (wave, now) => wave.BarThoseTakingPart(by, now), cancellation);

    /// <exception cref="RefusedException">The rule has kept somebody from a dossier.</exception>
    public async Task AdmitAsync(WaveId id, PersonId by, CancellationToken cancellation)
    {
        var hasBarred = db.Conflicts.Where(one =>
            one.Kind == ConflictKind.TakesPart
            && db.PoolExperts.Any(expert => expert.Id == one.PoolExpertId && expert.WaveId == id)
        );
        await ActAsync(
            id,
            async (wave, now) => wave.AdmitThoseTakingPart(await hasBarred.AnyAsync(cancellation), by, now),
            cancellation
        );
    }

    private Task ActAsync(WaveId id, Action<Wave, DateTimeOffset> act, CancellationToken cancellation) =>
        ActAsync(
            id,
            (wave, now) =>
            {
                act(wave, now);
                return Task.CompletedTask;
            },
            cancellation
        );

    private async Task ActAsync(WaveId id, Func<Wave, DateTimeOffset, Task> act, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await search.HoldAsync(id, cancellation);
        var wave = await db.Waves.SingleAsync(one => one.Id == id, cancellation);
        await act(wave, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await search.RecordAsync(id, only: null, dossier: null, cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
