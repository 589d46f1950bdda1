using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;

namespace Portal.Web.FollowUp.Reports;

/// <summary>Reads a report as its team writes it.</summary>
public sealed class ReportToWriteReading(PortalDbContext db)
{
    /// <returns>Null where there is none, it is with the service, or nothing is owed any more.</returns>
    public async Task<WriteReportPage?> PageAsync(
        DossierId dossier,
        string key,
        bool withMissing,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var own = db.ProjectsOf(viewer).Where(one => one.DossierId == dossier);
        if (await db.ReportAsync(own, key, isStaff: false, cancellation) is not { } found)
            return null;
        if (found.Report is { IsWritten: false } || !found.Milestone.IsAwaited)
            return null;
        var role = await db
            .Members.Where(one => one.DossierId == dossier && one.Person == viewer.Id)
            .Select(one => one.Role)
            .SingleAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        var form = PlannedMilestone.FormOf(found.Call, await SectionsAsync(found, cancellation), now);
        var standing = db.FilesOfReport(dossier, key).Where(file => file.RemovedAt == null);
        return PageOf(found, form, await standing.PartsAsync(key, cancellation), role, now, withMissing);
    }

    /// <summary>Those that it was begun with; until then those of the plan that is agreed.</summary>
    private async Task<IReadOnlyList<FormSection>> SectionsAsync(FoundReport found, CancellationToken cancellation)
    {
        if (found.Report is { } report)
            return report.Sections;
        var plan = await db.PlanOfAsync(found.Of.Project, cancellation);
        return plan.Milestone(found.Milestone.Key)?.Sections ?? [];
    }

    private static WriteReportPage PageOf(
        FoundReport found,
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
            found.PartAt(now),
            form,
            answers,
            report?.Revision ?? 0,
            report?.SavedAt,
            files,
            [.. FormObstacles.In(form, answers).Where(one => withMissing || !one.IsMissing)],
            Derivation.AskedOf(form, answers).Select(field => field.Key).ToHashSet(StringComparer.Ordinal),
            found.Submissions,
            report?.Return,
            role != MemberRole.Reader,
            role == MemberRole.Coordinator
        );
    }
}
