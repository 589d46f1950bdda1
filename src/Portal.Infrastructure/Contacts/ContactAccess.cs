using Portal.Domain.Contacts;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Contacts;

/// <summary>What a region's contacts read: what its carrier opened to them, while it is open. Never their own.</summary>
public static class ContactAccess
{
    public static IQueryable<ContactBody> BodiesOf(this PortalDbContext db, Viewer viewer) =>
        db.ContactBodies.Where(body => viewer.Id != null && body.People.Any(one => one.Person == viewer.Id));

    public static IQueryable<DossierOpening> OpeningsFor(this PortalDbContext db, Viewer viewer) =>
        db.DossierOpenings.Where(opening =>
            opening.ClosedAt == null
            && db.BodiesOf(viewer).Any(body => body.Region == opening.Region)
            && !db.Members.Any(member => member.DossierId == opening.DossierId && member.Person == viewer.Id)
        );

    public static IQueryable<Dossier> DossiersOpenTo(this PortalDbContext db, Viewer viewer) =>
        db.Dossiers.Where(dossier => db.OpeningsFor(viewer).Any(opening => opening.DossierId == dossier.Id));
}
