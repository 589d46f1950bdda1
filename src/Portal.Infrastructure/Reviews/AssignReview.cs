using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Reviews;

/// <summary>
/// Gives a dossier to an expert of its wave, while nothing else becomes of it: what sets the reviews of a dossier aside
/// finds this one, or this one finds the dossier gone.
/// </summary>
public sealed class AssignReview(PortalDbContext db)
{
    /// <returns>Null where the dossier isn't in the viewer's charge, or its wave has no such expert.</returns>
    /// <exception cref="RefusedException">The expert has it already, is in conflict, or it isn't to be judged.</exception>
    public async Task<Review?> RunAsync(DossierId id, ExpertId expert, Viewer viewer, CancellationToken cancellation)
    {
        await LookAsync(id, expert, viewer, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersInChargeOf(viewer).Include(one => one.Members);
        if (await db.HoldAsync(seen, id, cancellation) is not { } dossier)
            return null;
        var person = await db
            .Experts.Include(one => one.Pool.Conflicts)
            .SingleOrDefaultAsync(one => one.Id == expert && one.WaveId == dossier.WaveId, cancellation);
        if (person is null)
            return null;
        if (await db.Reviews.AnyAsync(one => one.DossierId == id && one.ExpertId == expert, cancellation))
            throw new RefusedException(ReviewRefusals.AlreadyAssigned);
        (await db.Waves.SingleAsync(one => one.Id == dossier.WaveId, cancellation)).EnsurePanelOpen();
        var call = await db.Calls.Include(one => one.Grids).SingleAsync(one => one.Id == dossier.CallId, cancellation);
        var now = await db.NowAsync(cancellation);
        var review = Review.Assign(dossier, person, call.CurrentGrid, viewer.Id!.Value, now);
        db.Reviews.Add(review);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return review;
    }

    /// <summary>Looks for conflicts once more, on its own: what is found stays where the assignment is refused for it.</summary>
    private async Task LookAsync(DossierId id, ExpertId expert, Viewer viewer, CancellationToken cancellation)
    {
        var between = await (
            from dossier in db.DossiersInChargeOf(viewer)
            where dossier.Id == id
            join one in db.Experts on dossier.WaveId equals one.WaveId
            where one.Id == expert
            select new { one.WaveId, one.PoolExpertId }
        ).SingleOrDefaultAsync(cancellation);
        if (between is not null)
            await new LookForConflicts(db).RecordAsync(between.WaveId, [between.PoolExpertId], id, cancellation);
    }
}
