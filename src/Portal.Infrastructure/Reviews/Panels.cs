using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews;

/// <summary>Reads what all reviews of a dossier have in common.</summary>
public static class Panels
{
    /// <summary>Whether they may still be submitted and changed.</summary>
    public static Task<PanelDoor> DoorOfAsync(
        this PortalDbContext db,
        DossierId dossier,
        CancellationToken cancellation
    ) =>
        (
            from one in db.Dossiers
            where one.Id == dossier
            join wave in db.Waves on one.WaveId equals wave.Id
            select new PanelDoor(
                wave.PanelClosed != null,
                db.DecisionsThatStand().Any(decision => decision.DossierId == one.Id && decision.ListId != null)
            )
        ).SingleAsync(cancellation);

    /// <exception cref="RefusedException">The panel of the dossier's wave is closed.</exception>
    public static async Task EnsurePanelOpenAsync(
        this PortalDbContext db,
        DossierId dossier,
        CancellationToken cancellation
    ) =>
        (
            await db.Waves.SingleAsync(
                wave => db.Dossiers.Any(one => one.Id == dossier && one.WaveId == wave.Id),
                cancellation
            )
        ).EnsurePanelOpen();

    /// <summary>What their experts are called among themselves.</summary>
    public static async Task<IReadOnlyDictionary<ReviewId, string>> PseudonymsAsync(
        this PortalDbContext db,
        DossierId dossier,
        CancellationToken cancellation
    ) =>
        Pseudonyms.Of(
            await db
                .Reviews.IgnoreQueryFilters()
                .Where(review => review.DossierId == dossier)
                .Select(review => review.Id)
                .ToListAsync(cancellation)
        );
}
