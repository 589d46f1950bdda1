using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Complements;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Complements;

/// <summary>Who can see which requests for complements, and what they open to writing, decided in the query.</summary>
public static class ComplementAccess
{
    /// <summary>The requests that a person's own teams are to answer, or did.</summary>
    public static IQueryable<ComplementRequest> ComplementsAskedOf(this PortalDbContext db, Viewer viewer) =>
        db.ComplementRequests.Where(request => db.DossiersOf(viewer).Any(dossier => dossier.Id == request.DossierId));

    /// <summary>The requests on dossiers that staff may read.</summary>
    public static IQueryable<ComplementRequest> ComplementsStaffedBy(this PortalDbContext db, Viewer viewer) =>
        db.ComplementRequests.Where(request =>
            db.DossiersStaffedBy(viewer).Any(dossier => dossier.Id == request.DossierId)
        );

    /// <summary>
    /// The fields of a dossier that may be written, where its sections may be
    /// (<see cref="DossierAccess.SectionsWritableBy"/>): all, or those that its open request asks for.
    /// </summary>
    public static async Task<WritableFields> FieldsWritableAsync(
        this PortalDbContext db,
        DossierId dossier,
        CancellationToken cancellation
    ) =>
        FieldsOf(
            await db
                .ComplementRequests.Where(request =>
                    db.Dossiers.Any(one => one.Id == dossier && one.ComplementsAsked == request.Id)
                )
                .Select(request => request.Items)
                .SingleOrDefaultAsync(cancellation)
        );

    /// <param name="asked">What an open request asks for; null where none is open.</param>
    public static WritableFields FieldsOf(IReadOnlyList<ComplementItem>? asked) =>
        asked is null ? WritableFields.All : WritableFields.Those(asked.Select(item => item.Field));
}
