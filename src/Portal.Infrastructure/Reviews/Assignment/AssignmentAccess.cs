using Portal.Domain.People;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>Who sees proposals, decided in the query; of each, a viewer sees the dossiers that they staff.</summary>
public static class AssignmentAccess
{
    public static IQueryable<AssignmentProposal> ProposalsStaffedBy(this PortalDbContext db, Viewer viewer) =>
        db.AssignmentProposals.Where(one => db.WavesStaffedBy(viewer).Any(wave => wave.Id == one.WaveId));

    /// <summary>Those of an officer's own calls: to change and to accept.</summary>
    public static IQueryable<AssignmentProposal> ProposalsInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.AssignmentProposals.Where(one => db.WavesInChargeOf(viewer).Any(wave => wave.Id == one.WaveId));
}
