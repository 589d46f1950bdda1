using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Reports;

/// <summary>The service answers a report that was submitted.</summary>
public sealed class JudgeReport(PortalDbContext db, ProjectDesk desk)
{
    /// <returns>Whether there is such a report in one's charge.</returns>
    public Task<bool> SendBackAsync(
        ProjectId id,
        string milestone,
        int read,
        string words,
        DateOnly? due,
        Viewer by,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            milestone,
            read,
            by,
            (report, project, now) => report.SendBack(project, words, due, by.Id!.Value, now),
            cancellation
        );

    /// <returns>Whether there is such a report in one's charge.</returns>
    public Task<bool> AcceptAsync(
        ProjectId id,
        string milestone,
        int read,
        Money justified,
        string words,
        Viewer by,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            milestone,
            read,
            by,
            (report, project, now) => report.Accept(project, justified, words, by.Id!.Value, now),
            cancellation
        );

    private async Task<bool> ActAsync(
        ProjectId id,
        string milestone,
        int read,
        Viewer by,
        Action<ProjectReport, Project, DateTimeOffset> act,
        CancellationToken cancellation
    )
    {
        var isThere = false;
        await desk.ActAsync(
            id,
            by,
            async (project, now) =>
            {
                if (project.Milestone(milestone) is not { } its)
                    return;
                var report = await db.ProjectReports.SingleOrDefaultAsync(
                    one => one.MilestoneId == its.Id,
                    cancellation
                );
                if (report is null || report.Submissions.Count == 0)
                    return;
                if (read != report.Submissions.Count)
                    throw new RefusedException(FollowUpRefusals.SubmittedSince);
                act(report, project, now);
                isThere = true;
            },
            cancellation
        );
        return isThere;
    }
}
