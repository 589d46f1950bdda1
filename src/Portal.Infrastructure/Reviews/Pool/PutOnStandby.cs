using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Pool;

/// <summary>Puts an expert of a pool at the end of its wave's standby list.</summary>
public sealed class PutOnStandby(PortalDbContext db)
{
    /// <exception cref="RefusedException">They are invited, or were; or their address is erased.</exception>
    public async Task RunAsync(PoolExpert expert, PersonId by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.HoldStandbyAsync(expert.WaveId, cancellation);
        if (!await db.NeverInvited().AnyAsync(one => one.Id == expert.Id, cancellation))
            throw new RefusedException(ReviewRefusals.AlreadyInvited);
        var last = await db
            .PoolExperts.Where(one => one.WaveId == expert.WaveId)
            .MaxAsync(one => one.Standby, cancellation);
        if (expert.Standby is null)
            expert.StandBy((last ?? 0) + 1, by, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
