using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;
using Portal.Web.Dossiers;
using Portal.Web.FollowUp.Interim;

namespace Portal.Web.FollowUp.Reports;

/// <summary>Reads the reports of a project: as its team writes them, and as team and staff read what was submitted.</summary>
public sealed class ReportReading(PortalDbContext db, InterimReading interim)
{
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
            RootOf(project.Id, project.DossierId, isStaff),
            [
                .. project.Milestones.Select(one => new ReportRow(
                    MilestonePart.Of(one, now),
                    ActOf(one, begun.Contains(one.Id), isStaff),
                    isStaff && one is { Kind: MilestoneKind.InterimReview, SubmittedAt: not null }
                )),
            ]
        );
    }

    /// <returns>The page of a report that is written; null where there is none, or it is with the service.</returns>
    public async Task<WriteReportPage?> ToWriteAsync(
        DossierId dossier,
        string key,
        bool withMissing,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var own = db.ProjectsOf(viewer).Where(one => one.DossierId == dossier);
        if (await FindAsync(own, key, isStaff: false, cancellation) is not { } found)
            return null;
        if (found.Report is { IsWritten: false } || !found.Milestone.IsAwaited)
            return null;
        var plan = await db
            .Calls.Where(one => one.Id == found.Call)
            .Select(one => one.FollowUp)
            .SingleAsync(cancellation);
        var sections = found.Report?.Sections ?? plan.Milestone(key)?.Sections ?? [];
        var role = await db
            .Members.Where(one => one.DossierId == dossier && one.Person == viewer.Id)
            .Select(one => one.Role)
            .SingleAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        var form = PlannedMilestone.FormOf(found.Call, sections, now);
        var standing = db.FilesOfReport(dossier, key).Where(file => file.RemovedAt == null);
        var files = await FilesAsync(standing, key, cancellation);
        return PageOf(found, form, files, role, now, withMissing);
    }

    /// <returns>
    /// A submission, the last one unless another is asked for; null where there is none, or the viewer doesn't see it.
    /// </returns>
    public Task<ReadReportPage?> OfTeamAsync(
        DossierId dossier,
        string key,
        int? number,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        SubmittedAsync(
            db.ProjectsOf(viewer).Where(one => one.DossierId == dossier),
            key,
            number,
            isStaff: false,
            viewer,
            cancellation
        );

    public Task<ReadReportPage?> OfStaffAsync(
        ProjectId id,
        string key,
        int? number,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        SubmittedAsync(
            db.ProjectsStaffedBy(viewer).Where(one => one.Id == id),
            key,
            number,
            isStaff: true,
            viewer,
            cancellation
        );

    /// <summary>A submission with its files, as they were when it was made. Who may see it is asked before.</summary>
    internal async Task<AnswersPart> AnswersAsync(
        ProjectReport report,
        string key,
        ReportSubmission shown,
        CancellationToken cancellation
    )
    {
        var files = db.FilesOfReport(report.DossierId, key).AsOf(shown.At);
        return new AnswersPart(report.Form, shown.Answers, await FilesAsync(files, key, cancellation));
    }

    private async Task<ReadReportPage?> SubmittedAsync(
        IQueryable<Project> projects,
        string key,
        int? number,
        bool isStaff,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(projects, key, isStaff, cancellation) is not { Report: { } report } found)
            return null;
        var place = (number ?? report.Submissions.Count) - 1;
        if (report.Submissions.ElementAtOrDefault(place) is not { } shown)
            return null;
        var isLast = place == report.Submissions.Count - 1;
        var milestone = MilestonePart.Of(found.Milestone, await db.NowAsync(cancellation));
        return new ReadReportPage(
            found.Of,
            milestone,
            new SubmissionPart(place + 1, shown.At),
            await AnswersAsync(report, key, shown, cancellation),
            SubmissionsOf(report),
            report.Return,
            report.Acceptance,
            report.IsWritten,
            isStaff,
            isStaff
                && isLast
                && report is { IsWritten: false, Acceptance: null }
                && await db.ProjectsInChargeOf(viewer).AnyAsync(one => one.Id == found.Of.Project, cancellation)
        )
        {
            Told = isStaff ? null : await interim.ToldAsync(milestone, cancellation),
        };
    }

    private async Task<Found?> FindAsync(
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
        return new Found(of, found.CallId, found.Milestone, report);
    }

    private static WriteReportPage PageOf(
        Found found,
        Form form,
        IReadOnlyList<FilePart> files,
        MemberRole role,
        DateTimeOffset now,
        bool withMissing
    )
    {
        var report = found.Report;
        var answers = files.Aggregate(report?.Answers ?? Answers.None, (all, file) => all.With(file.Field, file.Name));
        return new WriteReportPage(
            found.Of,
            MilestonePart.Of(found.Milestone, now),
            form,
            answers,
            report?.Revision ?? 0,
            report?.SavedAt,
            files,
            [.. FormObstacles.In(form, answers).Where(one => withMissing || !one.IsMissing)],
            Derivation.AskedOf(form, answers).Select(field => field.Key).ToHashSet(StringComparer.Ordinal),
            report is null ? [] : SubmissionsOf(report),
            report?.Return,
            role != MemberRole.Reader,
            role == MemberRole.Coordinator
        );
    }

    private static async Task<IReadOnlyList<FilePart>> FilesAsync(
        IQueryable<Attachment> files,
        string key,
        CancellationToken cancellation
    )
    {
        var found = await FilePart.Query(files.AsNoTracking()).ToListAsync(cancellation);
        return found.ConvertAll(file => file with { Field = ReportFile.FieldOf(key, file.Field) });
    }

    private static IReadOnlyList<SubmissionPart> SubmissionsOf(ProjectReport report) =>
        [.. report.Submissions.Select((one, place) => new SubmissionPart(place + 1, one.At))];

    private static string RootOf(ProjectId project, DossierId dossier, bool isStaff) =>
        isStaff ? $"/staff/projects/{project.Value}" : $"/dossiers/{dossier.Value}/project";

    private static string? ActOf(Milestone milestone, bool isBegun, bool isStaff) =>
        milestone switch
        {
            { SubmittedAt: not null } when isStaff || !milestone.IsAwaited => "see",
            _ when isStaff || !milestone.IsAwaited => null,
            _ => isBegun ? "continue" : "begin",
        };

    private sealed record Found(ReportOf Of, CallId Call, Milestone Milestone, ProjectReport? Report);
}
