using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.FollowUp.Reports;

/// <summary>Reads the milestones of a project, each with the way to its report.</summary>
public sealed class ReportListReading(PortalDbContext db)
{
    /// <returns>Null where the viewer doesn't see the project, or it owes nothing yet.</returns>
    public async Task<ReportsPart?> ListAsync(ProjectId id, bool isStaff, Viewer viewer, CancellationToken cancellation)
    {
        var visible = isStaff ? db.ProjectsStaffedBy(viewer) : db.ProjectsOf(viewer);
        var project = await visible.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (project is null or { Milestones.Count: 0 })
            return null;
        var begun = await db
            .ProjectReports.Where(one => one.ProjectId == id)
            .Select(one => one.MilestoneId)
            .ToListAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        return new ReportsPart(
            FoundReports.RootOf(project.Id, project.DossierId, isStaff),
            [
                .. project.Milestones.Select(one => new ReportRow(
                    MilestonePart.Of(one, project.Suspension, now),
                    ActOf(one, begun.Contains(one.Id), isStaff),
                    isStaff && one is { Kind: MilestoneKind.InterimReview, SubmittedAt: not null }
                )),
            ]
        );
    }

    private static string? ActOf(Milestone milestone, bool isBegun, bool isStaff) =>
        milestone switch
        {
            { SubmittedAt: not null } when isStaff || !milestone.IsAwaited => "see",
            _ when isStaff || !milestone.IsAwaited => null,
            _ => isBegun ? "continue" : "begin",
        };
}
