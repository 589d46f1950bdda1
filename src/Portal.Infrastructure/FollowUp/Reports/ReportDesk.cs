using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Reports;

/// <summary>What a writer sends of a report.</summary>
/// <param name="Revision">The revision that they began with.</param>
/// <param name="Read">Reads the answers to a section's questions.</param>
public sealed record ReportDraft(int Revision, Func<FormSection, Answers> Read);

/// <summary>The team writes a report, and its coordinator submits it.</summary>
public sealed class ReportDesk(PortalDbContext db, ProjectDesk desk, ProjectFiles files)
{
    /// <returns>The report as saved; null where the viewer writes none there.</returns>
    /// <exception cref="RefusedException">It is with the service, or somebody else saved it since.</exception>
    public Task<ProjectReport?> SaveAsync(
        DossierId id,
        string milestone,
        ReportDraft draft,
        Viewer by,
        CancellationToken cancellation
    ) =>
        WriteAsync(
            id,
            milestone,
            by,
            (report, _, now) => SaveAsync(report, id, milestone, draft, by, now, cancellation),
            cancellation
        );

    /// <summary>Saves what was sent and, where nothing is missing, submits it. What is submitted already stays so.</summary>
    /// <returns>The report, still written where something is missing; null where the viewer writes none there.</returns>
    public Task<ProjectReport?> SubmitAsync(
        DossierId id,
        string milestone,
        ReportDraft draft,
        Viewer by,
        CancellationToken cancellation
    ) =>
        WriteAsync(
            id,
            milestone,
            by,
            async (report, held, now) =>
            {
                if (!report.IsWritten)
                    return;
                await SaveAsync(report, id, milestone, draft, by, now, cancellation);
                if (report.Obstacles.Count == 0)
                    report.Submit(held.Project, held.Dossier, by.Id!.Value, now);
            },
            cancellation
        );

    /// <summary>A file that answers a question of the report.</summary>
    /// <returns>Whether there is such a question that the viewer answers.</returns>
    public async Task<bool> AttachAsync(
        DossierId id,
        string milestone,
        string field,
        ArrivedFile file,
        Viewer by,
        CancellationToken cancellation
    )
    {
        var isAsked = false;
        await WriteAsync(
            id,
            milestone,
            by,
            async (report, _, now) =>
            {
                EnsureWritten(report);
                isAsked = report.Form.Fields.Any(one => one.Key == field && one.Type == FieldType.File);
                if (!isAsked)
                    return;
                var key = ReportFile.KeyOf(milestone, field);
                var standing = db.FilesOfReport(id, milestone).Where(one => one.RemovedAt == null);
                if (await standing.CountAsync(one => one.FieldKey == key, cancellation) >= Attachment.MaxOfField)
                    throw new RefusedException(FileRefusals.TooMany(Attachment.MaxOfField));
                files.Attach(id, key, file, by.Id!.Value, now);
            },
            cancellation
        );
        return isAsked;
    }

    /// <returns>Whether there is such a file that the viewer may take out.</returns>
    public async Task<bool> RemoveAsync(
        DossierId id,
        string milestone,
        AttachmentId file,
        Viewer by,
        CancellationToken cancellation
    )
    {
        var isThere = false;
        await WriteAsync(
            id,
            milestone,
            by,
            async (report, _, now) =>
            {
                EnsureWritten(report);
                var found = await db.FilesOfReport(id, milestone)
                    .SingleOrDefaultAsync(one => one.Id == file, cancellation);
                found?.Remove(by.Id!.Value, now);
                isThere = found is not null;
            },
            cancellation
        );
        return isThere;
    }

    private async Task<ProjectReport?> WriteAsync(
        DossierId id,
        string milestone,
        Viewer by,
        Func<ProjectReport, (Project Project, Dossier Dossier), DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        var own = db.MilestonesReportedBy(by).Where(one => one.Key == milestone);
        if (
            !await own.AnyAsync(
                one => db.Projects.Any(its => its.Id == one.ProjectId && its.DossierId == id),
                cancellation
            )
        )
            return null;
        ProjectReport? report = null;
        await desk.ActAsync(
            id,
            by,
            async (project, dossier, now) =>
            {
                report = await ReportAsync(project, project.Milestone(milestone)!, now, cancellation);
                await act(report, (project, dossier), now);
            },
            cancellation
        );
        return report;
    }

    private async Task<ProjectReport> ReportAsync(
        Project project,
        Milestone milestone,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (
            await db.ProjectReports.SingleOrDefaultAsync(one => one.MilestoneId == milestone.Id, cancellation) is
            { } one
        )
            return one;
        var plan = await db
            .Calls.Where(call => call.Id == project.CallId)
            .Select(call => call.FollowUp)
            .SingleAsync(cancellation);
        var planned = plan.Milestone(milestone.Key) ?? throw new RefusedException(FollowUpRefusals.NoMilestone);
        var begun = ProjectReport.Begin(project, milestone, planned, now);
        db.ProjectReports.Add(begun);
        return begun;
    }

    private async Task SaveAsync(
        ProjectReport report,
        DossierId id,
        string milestone,
        ReportDraft draft,
        Viewer by,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var typed = Answers.Merge(report.Sections.Select(draft.Read)).Identified($"r{report.Revision}-");
        if (
            report.Form.Fields.SelectMany(field => FormObstacles.BeyondKeeping(field, typed)).ToList() is [_, ..] beyond
        )
            throw new RefusedException([.. beyond]);
        var standing = await db.FilesOfReport(id, milestone)
            .Where(file => file.RemovedAt == null)
            .Select(file => new { file.FieldKey, file.Name })
            .ToListAsync(cancellation);
        // A question for a file is answered by the names of its files.
        var answers = standing
            .GroupBy(file => ReportFile.FieldOf(milestone, file.FieldKey), file => file.Name)
            .Aggregate(typed, (all, named) => all.With(named.Key, string.Join(", ", named)));
        report.Save(answers, draft.Revision, by.Id!.Value, now);
    }

    private static void EnsureWritten(ProjectReport report)
    {
        if (!report.IsWritten)
            throw new RefusedException(FollowUpRefusals.WithService);
    }
}
