using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.Persistence;
using Portal.Web.Dossiers;
using Portal.Web.FollowUp.Interim;

namespace Portal.Web.FollowUp.Reports;

/// <summary>Reads what was submitted of a report, as team and staff have it.</summary>
public sealed class ReportReading(PortalDbContext db, InterimReading interim)
{
    /// <returns>
    /// A submission, the last one unless another is asked for; null where there is none, or the viewer doesn't see it.
    /// </returns>
    public async Task<ReadReportPage?> OfTeamAsync(
        DossierId dossier,
        string key,
        int? number,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var own = db.ProjectsOf(viewer).Where(one => one.DossierId == dossier);
        if (await PageAsync(own, key, number, isStaff: false, cancellation) is not { } page)
            return null;
        return page with { Told = await interim.ToldAsync(page.Milestone, cancellation) };
    }

    /// <returns>The same as staff reads it, who judges the last one while it is with the service.</returns>
    public async Task<ReadReportPage?> OfStaffAsync(
        ProjectId id,
        string key,
        int? number,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var staffed = db.ProjectsStaffedBy(viewer).Where(one => one.Id == id);
        if (await PageAsync(staffed, key, number, isStaff: true, cancellation) is not { } page)
            return null;
        var isLast = page.Shown.Number == page.Submissions.Count;
        return page with
        {
            MayJudge =
                isLast
                && page is { IsWritten: false, Acceptance: null }
                && await db.ProjectsInChargeOf(viewer).AnyAsync(one => one.Id == id, cancellation),
        };
    }

    /// <summary>A submission with its files, as they were when it was made. Who may see it is asked before.</summary>
    internal async Task<AnswersPart> AnswersAsync(
        ProjectReport report,
        string key,
        ReportSubmission shown,
        CancellationToken cancellation
    )
    {
        var files = db.FilesOfReport(report.DossierId, key).AsOf(shown.At);
        return new AnswersPart(report.Form, shown.Answers, await files.PartsAsync(key, cancellation));
    }

    private async Task<ReadReportPage?> PageAsync(
        IQueryable<Project> projects,
        string key,
        int? number,
        bool isStaff,
        CancellationToken cancellation
    )
    {
        if (await db.ReportAsync(projects, key, isStaff, cancellation) is not { Report: { } report } found)
            return null;
        var place = (number ?? report.Submissions.Count) - 1;
        if (report.Submissions.ElementAtOrDefault(place) is not { } shown)
            return null;
        return new ReadReportPage(
            found.Of,
            found.PartAt(await db.NowAsync(cancellation)),
            new SubmissionPart(place + 1, shown.At),
            await AnswersAsync(report, key, shown, cancellation),
            found.Submissions,
            report.Return,
            report.Acceptance,
            report.IsWritten,
            isStaff
        );
    }
}
