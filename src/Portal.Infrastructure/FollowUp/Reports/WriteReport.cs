using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Reports;

/// <summary>A report that somebody writes, while nobody else changes its project.</summary>
public sealed record HeldReport(Project Project, Dossier Dossier, Milestone Milestone, ProjectReport Report)
{
    /// <exception cref="RefusedException">It isn't written now.</exception>
    public void EnsureWritten() => Report.EnsureWritten(Milestone);
}

/// <summary>How every act of who writes a report goes: it is begun by the first one.</summary>
public sealed class WriteReport(PortalDbContext db, ProjectDesk desk)
{
    /// <returns>The report; null where the viewer writes none there.</returns>
    public async Task<ProjectReport?> ActAsync(
        DossierId id,
        string milestone,
        Viewer by,
        Func<HeldReport, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        var own = db.MilestonesReportedBy(by)
            .Where(one => one.Key == milestone)
            .Where(one => db.Projects.Any(its => its.Id == one.ProjectId && its.DossierId == id));
        if (!await own.AnyAsync(cancellation))
            return null;
        ProjectReport? report = null;
        await desk.ActAsync(
            id,
            by,
            async (project, dossier, now) =>
            {
                var its = project.Milestone(milestone)!;
                report = await FindAsync(its, cancellation) ?? await BeginAsync(project, its, now, cancellation);
                await act(new HeldReport(project, dossier, its, report), now);
            },
            cancellation
        );
        return report;
    }

    private Task<ProjectReport?> FindAsync(Milestone milestone, CancellationToken cancellation) =>
        db.ProjectReports.SingleOrDefaultAsync(one => one.MilestoneId == milestone.Id, cancellation);

    private async Task<ProjectReport> BeginAsync(
        Project project,
        Milestone milestone,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var plan = await db.PlanOfAsync(project.Id, cancellation);
        var planned = plan.Milestone(milestone.Key) ?? throw new RefusedException(FollowUpRefusals.NoMilestone);
        var begun = ProjectReport.Begin(project, milestone, planned, now);
        db.ProjectReports.Add(begun);
        return begun;
    }
}
