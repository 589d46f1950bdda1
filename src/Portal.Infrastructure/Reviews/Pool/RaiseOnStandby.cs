using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Pool;

/// <summary>Lets an expert of a standby list change places with the one before; the first stays where they are.</summary>
public sealed class RaiseOnStandby(PortalDbContext db)
{
    public async Task RunAsync(PoolExpert expert, PersonId by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.HoldStandbyAsync(expert.WaveId, cancellation);
        var before = await db
            .PoolExperts.Where(one => one.WaveId == expert.WaveId && one.Standby < expert.Standby)
            .OrderByDescending(one => one.Standby)
            .FirstOrDefaultAsync(cancellation);
        if (before is not null)
            expert.ChangePlacesWith(before, by, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
