using Portal.Domain.People;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>
/// Who sees proposals: staff of the wave, but for those who are in the team of one of its dossiers. The loads and bounds
/// of all others would tell them who has theirs.
/// </summary>
public static class AssignmentAccess
{
    public static IQueryable<AssignmentProposal> ProposalsStaffedBy(this PortalDbContext db, Viewer viewer) =>
        db.ProposalsOfOthers(viewer).Where(one => db.WavesStaffedBy(viewer).Any(wave => wave.Id == one.WaveId));

    /// <summary>Those of an officer's own calls: to change and to accept.</summary>
    public static IQueryable<AssignmentProposal> ProposalsInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.ProposalsOfOthers(viewer).Where(one => db.WavesInChargeOf(viewer).Any(wave => wave.Id == one.WaveId));

    private static IQueryable<AssignmentProposal> ProposalsOfOthers(this PortalDbContext db, Viewer viewer) =>
        db.AssignmentProposals.Where(one =>
            !db.Dossiers.Any(dossier =>
                dossier.WaveId == one.WaveId && dossier.Members.Any(member => member.Person == viewer.Id)
            )
        );
}
