using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.Persistence;
using Portal.Web.Dossiers;
using Portal.Web.FollowUp.Reports;

namespace Portal.Web.FollowUp.Interim;

/// <summary>Reads what an expert is asked about projects.</summary>
public sealed class OpinionReading(PortalDbContext db, FormCache forms, ReportReading reports)
{
    /// <summary>What is to be done first.</summary>
    public async Task<IReadOnlyList<OpinionRow>> ListAsync(Viewer viewer, CancellationToken cancellation) =>
        await (
            from opinion in db.OpinionsOf(viewer)
            join dossier in db.Dossiers on opinion.DossierId equals dossier.Id
            join milestone in db.Milestones on opinion.MilestoneId equals milestone.Id
            orderby opinion.SubmittedAt != null, opinion.AskedAt
            select new OpinionRow(
                opinion.Id,
                dossier.Number!,
                dossier.Title,
                milestone.Title,
                opinion.SavedAt,
                opinion.SubmittedAt,
                opinion.SubmittedAt == null && milestone.Go == null
            )
        ).ToListAsync(cancellation);

    /// <returns>Null where the expert wasn't asked, or is kept from it.</returns>
    public async Task<OpinionPage?> PageOfAsync(OpinionId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from opinion in db.OpinionsOf(viewer)
            where opinion.Id == id
            join project in db.Projects.IgnoreAutoIncludes() on opinion.ProjectId equals project.Id
            join dossier in db.Dossiers on opinion.DossierId equals dossier.Id
            join filing in db.Filings on dossier.FilingId equals (FilingId?)filing.Id
            join milestone in db.Milestones on opinion.MilestoneId equals milestone.Id
            join call in db.Calls on opinion.CallId equals call.Id
            select new Found(opinion, project.Suspension, dossier.Number!, filing, milestone, call.Presentation)
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var page = found.PageAt(await db.NowAsync(cancellation));
        return page.HasBegun
            ? page with
            {
                Report = await ReportAsync(found.Opinion, found.Milestone, cancellation),
                Filed = await FiledAsync(found.Filing, cancellation),
            }
            : page;
    }

    /// <summary>The dossier was judged with its files; here its answers remind of what was promised.</summary>
    private async Task<AnswersPart> FiledAsync(Filing filing, CancellationToken cancellation)
    {
        var form = await forms.OfAsync(db, filing, cancellation);
        return new AnswersPart(form, filing.Answers, [])
        {
            Readable = form
                .Fields.Where(field => field.Type != FieldType.File)
                .Select(field => field.Key)
                .ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>As it was last submitted.</summary>
    private async Task<AnswersPart> ReportAsync(
        InterimOpinion opinion,
        Milestone milestone,
        CancellationToken cancellation
    )
    {
        var report = await db
            .ProjectReports.AsNoTracking()
            .SingleAsync(one => one.MilestoneId == opinion.MilestoneId, cancellation);
        return await reports.AnswersAsync(report, milestone.Key, report.Submissions[^1], cancellation);
    }

    private sealed record Found(
        InterimOpinion Opinion,
        Suspension? Rest,
        string Number,
        Filing Filing,
        Milestone Milestone,
        CallPresentation Presentation
    )
    {
        public OpinionPage PageAt(DateTimeOffset now) =>
            new(
                Opinion.Id,
                Number,
                Filing.Title,
                Filing.Lead,
                Presentation.Title,
                MilestonePart.Of(Milestone, Rest, now),
                Opinion.Grid,
                Opinion.Sheet,
                Opinion.Recommendation,
                Opinion.Revision,
                Opinion.SavedAt,
                Opinion.SubmittedAt,
                Opinion.Score,
                HasBegun: Opinion.SavedAt is not null,
                IsOpen: Opinion.IsOpen && Milestone.Go is null
            );
    }
}
