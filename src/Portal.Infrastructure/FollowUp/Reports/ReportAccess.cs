using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Reports;

/// <summary>Who writes which reports, and which files are theirs.</summary>
public static class ReportAccess
{
    /// <summary>The milestones whose reports a person writes: those of the team's projects, but for its readers.</summary>
    public static IQueryable<Milestone> MilestonesReportedBy(this PortalDbContext db, Viewer viewer) =>
        db.Milestones.Where(milestone =>
            db.ProjectsOf(viewer)
                .Any(project =>
                    project.Id == milestone.ProjectId
                    && db.Members.Any(member =>
                        member.DossierId == project.DossierId
                        && member.Person == viewer.Id
                        && member.Role != MemberRole.Reader
                    )
                )
        );

    /// <summary>The files of a report, those taken out too. Who may see them is asked before.</summary>
    public static IQueryable<Attachment> FilesOfReport(this PortalDbContext db, DossierId dossier, string milestone)
    {
        var prefix = ReportFile.PrefixOf(milestone);
        return db
            .Attachments.Where(file =>
                file.DossierId == dossier
                && file.SectionKey == Attachment.FollowUpSection
                && file.FieldKey.StartsWith(prefix)
            )
            .OrderBy(file => file.UploadedAt);
    }

    /// <summary>The files of the report that an expert judges, as it was last submitted; none until they say that no conflict keeps them.</summary>
    public static IQueryable<Attachment> FilesOfReportsJudgedBy(this PortalDbContext db, Viewer viewer) =>
        db.FilesOfSubmittedReports()
            .Where(file =>
                db.OpinionsOf(viewer)
                    .Any(opinion =>
                        opinion.DossierId == file.DossierId
                        && opinion.SavedAt != null
                        && db.Milestones.Any(milestone =>
                            milestone.Id == opinion.MilestoneId
                            && file.FieldKey.StartsWith(ReportFile.Prefix + milestone.Key + ReportFile.Dot)
                            && (file.RemovedAt == null || file.RemovedAt > milestone.ReturnedAt)
                        )
                    )
            );

    /// <summary>
    /// The files that were submitted with a report, those taken out since too. They come and go only while a report is
    /// written: first until it is submitted, then from when it is sent back.
    /// </summary>
    public static IQueryable<Attachment> FilesOfSubmittedReports(this PortalDbContext db) =>
        db.Attachments.Where(file =>
            file.SectionKey == Attachment.FollowUpSection
            && db.Projects.Any(project =>
                project.DossierId == file.DossierId
                && db.Milestones.Any(milestone =>
                    milestone.ProjectId == project.Id
                    && file.FieldKey.StartsWith(ReportFile.Prefix + milestone.Key + ReportFile.Dot)
                    && milestone.SubmittedAt != null
                    && (file.RemovedAt == null || file.RemovedAt > milestone.SubmittedAt)
                    && (milestone.ReturnedAt == null || file.UploadedAt <= milestone.ReturnedAt)
                )
            )
        );

    /// <summary>The files that were a submission's when it was made.</summary>
    public static IQueryable<Attachment> AsOf(this IQueryable<Attachment> files, DateTimeOffset at) =>
        files.Where(file => file.UploadedAt <= at && (file.RemovedAt == null || file.RemovedAt > at));
}

/// <summary>Under which key a file answers a question of a report.</summary>
public static class ReportFile
{
    internal const string Prefix = "report.";
    internal const string Dot = ".";

    public static string PrefixOf(string milestone) => $"{Prefix}{milestone}{Dot}";

    public static string KeyOf(string milestone, string field) => PrefixOf(milestone) + field;

    public static string FieldOf(string milestone, string key) => key[PrefixOf(milestone).Length..];
}
