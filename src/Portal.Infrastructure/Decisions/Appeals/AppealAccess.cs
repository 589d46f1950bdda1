using Portal.Domain.Decisions.Appeals;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions.Appeals;

/// <summary>Who of staff reads appeals and who answers them: as for the dossiers that they are about.</summary>
public static class AppealAccess
{
    public static IQueryable<Appeal> AppealsStaffedBy(this PortalDbContext db, Viewer viewer) =>
        db.Appeals.Where(appeal => db.DossiersStaffedBy(viewer).Any(dossier => dossier.Id == appeal.DossierId));

    public static IQueryable<Appeal> AppealsInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.Appeals.Where(appeal => db.DossiersInChargeOf(viewer).Any(dossier => dossier.Id == appeal.DossierId));
}
