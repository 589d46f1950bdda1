using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp;

/// <summary>Who sees which projects: as they see the dossiers that won.</summary>
public static class ProjectAccess
{
    /// <summary>What a person of the team sees at the desk.</summary>
    public static IQueryable<Project> ProjectsOf(this PortalDbContext db, Viewer viewer) =>
        db.Projects.Where(project => db.DossiersOf(viewer).Any(dossier => dossier.Id == project.DossierId));

    /// <summary>What staff reads; never one of whose team they are.</summary>
    public static IQueryable<Project> ProjectsStaffedBy(this PortalDbContext db, Viewer viewer) =>
        db.Projects.Where(project => db.DossiersStaffedBy(viewer).Any(dossier => dossier.Id == project.DossierId));

    /// <summary>What staff works on.</summary>
    public static IQueryable<Project> ProjectsInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.Projects.Where(project => db.DossiersInChargeOf(viewer).Any(dossier => dossier.Id == project.DossierId));

    /// <summary>
    /// Where one may be the second person of what takes two: the service's signature, the order of a payment. Officers in
    /// charge, and those who publish.
    /// </summary>
    public static IQueryable<Project> ProjectsSecondedBy(this PortalDbContext db, Viewer viewer) =>
        viewer.Is(PortalRole.Publisher) ? db.ProjectsStaffedBy(viewer) : db.ProjectsInChargeOf(viewer);

    /// <summary>
    /// What an expert was asked about and isn't kept from: never a project that they recused themselves from, of whose
    /// team they are by now, or that they turned out to be in conflict with.
    /// </summary>
    public static IQueryable<InterimOpinion> OpinionsOf(this PortalDbContext db, Viewer viewer) =>
        db.InterimOpinions.Where(opinion =>
            viewer.Is(PortalRole.Expert)
            && viewer.Id != null
            && opinion.Expert == viewer.Id
            && !db.InterimOpinions.Any(other =>
                other.ProjectId == opinion.ProjectId && other.Expert == viewer.Id && other.Recusal != null
            )
            && !db.KeptFrom().Any(kept => kept.Person == viewer.Id && kept.Dossier == opinion.DossierId)
        );
}
