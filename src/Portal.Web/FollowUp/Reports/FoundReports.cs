using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;

namespace Portal.Web.FollowUp.Reports;

/// <summary>A milestone of a project, with its report.</summary>
/// <param name="Rest">Of the project.</param>
/// <param name="Report">Null until it is begun.</param>
internal sealed record FoundReport(
    ReportOf Of,
    CallId Call,
    Suspension? Rest,
    Milestone Milestone,
    ProjectReport? Report
)
{
    /// <summary>Submitted when what the service has was.</summary>
    public MilestonePart PartAt(DateTimeOffset now) =>
        MilestonePart.Of(Milestone, Rest, now) with
        {
            SubmittedAt = Report?.Submissions is [.., var last] ? last.At : null,
        };

    public IReadOnlyList<SubmissionPart> Submissions =>
        [.. (Report?.Submissions ?? []).Select((one, place) => new SubmissionPart(place + 1, one.At))];
}

/// <summary>Looks reports up for their pages. Who may see the projects is asked before.</summary>
internal static class FoundReports
{
    public static string RootOf(ProjectId project, DossierId dossier, bool isStaff) =>
        isStaff ? $"/staff/projects/{project.Value}" : $"/dossiers/{dossier.Value}/project";

    /// <param name="db">Where they are.</param>
    /// <param name="projects">One, or none.</param>
    /// <param name="key">Of the milestone.</param>
    /// <param name="isStaff">Whether staff reads it.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<FoundReport?> ReportAsync(
        this PortalDbContext db,
        IQueryable<Project> projects,
        string key,
        bool isStaff,
        CancellationToken cancellation
    )
    {
        var found = await (
            from project in projects
            join milestone in db.Milestones on project.Id equals milestone.ProjectId
            where milestone.Key == key
            join dossier in db.Dossiers on project.DossierId equals dossier.Id
            select new
            {
                project.Id,
                project.CallId,
                project.DossierId,
                project.Suspension,
                Milestone = milestone,
                dossier.Number,
                dossier.Title,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var report = await db
            .ProjectReports.AsNoTracking()
            .SingleOrDefaultAsync(one => one.MilestoneId == found.Milestone.Id, cancellation);
        var root = RootOf(found.Id, found.DossierId, isStaff);
        var of = new ReportOf(found.DossierId, found.Id, found.Number!, found.Title, root);
        return new FoundReport(of, found.CallId, found.Suspension, found.Milestone, report);
    }

    /// <param name="files">Of the report.</param>
    /// <param name="key">Of the milestone.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<FilePart>> PartsAsync(
        this IQueryable<Attachment> files,
        string key,
        CancellationToken cancellation
    )
    {
        var found = await FilePart.Query(files.AsNoTracking()).ToListAsync(cancellation);
        return found.ConvertAll(file => file with { Field = ReportFile.FieldOf(key, file.Field) });
    }
}
