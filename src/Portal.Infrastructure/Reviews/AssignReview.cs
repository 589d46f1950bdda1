using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Reviews;

/// <summary>
/// Gives a dossier to an expert of its wave, while nothing else becomes of it: what sets the reviews of a dossier aside
/// finds this one, or this one finds the dossier gone.
/// </summary>
public sealed class AssignReview(PortalDbContext db, LookForConflicts look)
{
    /// <param name="pair">Who would review what.</param>
    /// <param name="reason">Why the expert gets more than they can take; empty where they don't.</param>
    /// <param name="viewer">Who assigns.</param>
    /// <param name="cancellation">Of the request.</param>
    /// <returns>Null where the dossier isn't in the viewer's charge, or its wave has no such expert.</returns>
    /// <exception cref="RefusedException">The expert has it already, is in conflict, or it isn't to be judged.</exception>
    public async Task<Review?> RunAsync(AssignedPair pair, string reason, Viewer viewer, CancellationToken cancellation)
    {
        await LookAsync(pair, viewer, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var held = await HeldPairs.ReadAsync(db, [pair], viewer, cancellation);
        if (!held.Has(pair))
            return null;
        await db.EnsurePanelOpenAsync(pair.Dossier, cancellation);
        var review = held.Give(pair, reason, viewer.Id!.Value, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return review;
    }

    /// <summary>Looks for conflicts once more, on its own: what is found stays where the assignment is refused for it.</summary>
    private async Task LookAsync(AssignedPair pair, Viewer viewer, CancellationToken cancellation)
    {
        var between = await (
            from dossier in db.DossiersInChargeOf(viewer)
            where dossier.Id == pair.Dossier
            join one in db.Experts on dossier.WaveId equals one.WaveId
            where one.Id == pair.Expert
            select new { one.WaveId, one.PoolExpertId }
        ).SingleOrDefaultAsync(cancellation);
        if (between is not null)
            await look.RecordAsync(between.WaveId, [between.PoolExpertId], pair.Dossier, cancellation);
    }
}
