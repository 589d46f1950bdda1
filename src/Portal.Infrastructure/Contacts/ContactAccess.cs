using Portal.Domain.Contacts;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Contacts;

/// <summary>What a region's contacts read: what its carrier opened to them, while it is open and a draft. Never their own.</summary>
public static class ContactAccess
{
    /// <summary>Those of the directory.</summary>
    public static IQueryable<ContactBody> OpenContacts(this PortalDbContext db) =>
        db.ContactBodies.Where(body => body.ClosedAt == null);

    /// <summary>Those of a region for which somebody reads what is opened to it.</summary>
    public static IQueryable<ContactBody> ReadingContacts(this PortalDbContext db, string region) =>
        db.OpenContacts().Where(body => body.Region == region && body.People.Any());

    /// <summary>Nobody's who judges or decides: they may have been taken before they came to do so.</summary>
    public static IQueryable<ContactBody> BodiesOf(this PortalDbContext db, Viewer viewer) =>
        db.OpenContacts()
            .Where(body =>
                viewer.Id != null && !viewer.SeesOthersWork && body.People.Any(one => one.Person == viewer.Id)
            );

    /// <summary>What is open to some region: drafts, and what was opened since it is written anew after a verdict.</summary>
    public static IQueryable<DossierOpening> OpeningsInForce(this PortalDbContext db) =>
        db.DossierOpenings.Where(opening =>
            opening.ClosedAt == null
            && db.Dossiers.Any(dossier =>
                dossier.Id == opening.DossierId
                && dossier.Withdrawal == null
                && dossier.Exclusion == null
                && dossier.Dismissal == null
                && dossier.CarriedTo == null
                && (dossier.FiledAt == null || dossier.Reopening!.At <= opening.OpenedAt)
            )
        );

    public static IQueryable<DossierOpening> OpeningsFor(this PortalDbContext db, Viewer viewer) =>
        db.OpeningsInForce()
            .Where(opening =>
                db.BodiesOf(viewer).Any(body => body.Region == opening.Region)
                && !db.Members.Any(member => member.DossierId == opening.DossierId && member.Person == viewer.Id)
            );

    public static IQueryable<Dossier> DossiersOpenTo(this PortalDbContext db, Viewer viewer) =>
        db.Dossiers.Where(dossier => db.OpeningsFor(viewer).Any(opening => opening.DossierId == dossier.Id));

    /// <summary>Who reads what is open to a region.</summary>
    public static IQueryable<Account> ContactsIn(this PortalDbContext db, string region)
    {
        var apart = Viewer.RolesWithSecondFactor.Select(role => role.ToString()).ToList();
        return db.Users.Where(account =>
            db.OpenContacts()
                .Any(body => body.Region == region && body.People.Any(one => one.Person.Value == account.Id))
            && !db.UserRoles.Any(given =>
                given.UserId == account.Id
                && db.Roles.Any(role => role.Id == given.RoleId && apart.Contains(role.Name!))
            )
        );
    }
}
