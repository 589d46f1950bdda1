using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Juries;

/// <summary>A carrier takes a slot; of two who take the same one at once, the second learns that it is gone.</summary>
public sealed class ChooseSlot(PortalDbContext db, SittingDesk desk)
{
    /// <returns>False where the audition isn't the viewer's to choose for.</returns>
    public async Task<bool> RunAsync(AuditionId id, SlotId slot, Viewer viewer, CancellationToken cancellation)
    {
        var own = db.AuditionsCoordinatedBy(viewer).Where(one => one.Id == id);
        if (await own.Select(one => (SittingId?)one.SittingId).SingleOrDefaultAsync(cancellation) is not { } sitting)
            return false;
        return await desk.ActAsync(
            db.Sittings,
            sitting,
            async at =>
            {
                var audition = await own.SingleAsync(cancellation);
                var chosen =
                    at.Sitting.Slots.SingleOrDefault(one => one.Id == slot)
                    ?? throw new RefusedException(JuryRefusals.NoSlots);
                var isTaken = await db.Auditions.AnyAsync(one => one.SlotId == slot && one.Id != id, cancellation);
                audition.Choose(chosen, isTaken, viewer.Id!.Value, at.Now);
            },
            cancellation
        )
            is not null;
    }
}
