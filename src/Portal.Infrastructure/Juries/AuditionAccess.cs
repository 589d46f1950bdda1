using Portal.Domain.Dossiers;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Juries;

public static class AuditionAccess
{
    /// <summary>The auditions of the dossiers that a person is in the team of.</summary>
    public static IQueryable<Audition> AuditionsOf(this PortalDbContext db, Viewer viewer) =>
        db.Auditions.Where(audition =>
            viewer.Id != null
            && db.Members.Any(member => member.DossierId == audition.DossierId && member.Person == viewer.Id)
        );

    /// <summary>Those of the dossiers that they coordinate: there they choose.</summary>
    public static IQueryable<Audition> AuditionsCoordinatedBy(this PortalDbContext db, Viewer viewer) =>
        db.Auditions.Where(audition =>
            viewer.Id != null
            && db.Members.Any(member =>
                member.DossierId == audition.DossierId
                && member.Person == viewer.Id
                && member.Role == MemberRole.Coordinator
            )
        );
}
