using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Organisations;

/// <summary>Who can see that an organisation stands in a dossier, decided in the query.</summary>
public static class OrganisationAccess
{
    /// <summary>The dossiers that staff reads and whose filing that counts names the organisation.</summary>
    public static IQueryable<Dossier> DossiersStaffedWith(this PortalDbContext db, Siret siret, Viewer viewer) =>
        db.DossiersStaffedBy(viewer)
            .Where(dossier =>
                db.FiledOrganisations.Any(named => named.Siret == siret && named.FilingId == dossier.FilingId)
            );
}
