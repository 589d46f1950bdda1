using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Pool;

/// <summary>Sets whether partners of a wave judge in it, and looks at once for whom that keeps from which dossier.</summary>
public sealed class BarPartners(PortalDbContext db)
{
    /// <exception cref="RefusedException">The rule has kept somebody from a dossier, and would go.</exception>
    public async Task RunAsync(WaveId id, bool bars, PersonId by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var search = new LookForConflicts(db);
        await search.HoldAsync(id, cancellation);
        var wave = await db.Waves.SingleAsync(one => one.Id == id, cancellation);
        var hasBarred = await db.Conflicts.AnyAsync(
            one =>
                one.Kind == ConflictKind.TakesPart
                && db.PoolExperts.Any(expert => expert.Id == one.PoolExpertId && expert.WaveId == id),
            cancellation
        );
        wave.BarThoseTakingPart(bars, hasBarred, by, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await search.RecordAsync(id, only: null, dossier: null, cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
