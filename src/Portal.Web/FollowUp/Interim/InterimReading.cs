using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Interim;
using Portal.Infrastructure.Persistence;
using Portal.Web.Dossiers;
using Portal.Web.FollowUp.Reports;
using Portal.Web.Reviews;

namespace Portal.Web.FollowUp.Interim;

/// <summary>Reads an interim review as staff leads it, and as the carrier learns of it.</summary>
public sealed class InterimReading(PortalDbContext db)
{
    /// <returns>Null where there is no such interim review, its report isn't submitted, or the viewer doesn't staff it.</returns>
    public async Task<StaffInterimPage?> OfStaffAsync(
        ProjectId id,
        string key,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var found = await (
            from project in db.ProjectsStaffedBy(viewer)
            where project.Id == id
            join milestone in db.Milestones on project.Id equals milestone.ProjectId
            where milestone.Key == key
            where milestone.Kind == MilestoneKind.InterimReview && milestone.SubmittedAt != null
            join dossier in db.Dossiers on project.DossierId equals dossier.Id
            select new
            {
                Project = project,
                Milestone = milestone,
                dossier.Number,
                dossier.Title,
                MayAct = db.ProjectsInChargeOf(viewer).Any(one => one.Id == project.Id),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var opinions = await OpinionsAsync(found.Milestone.Id, found.Milestone.Go is not null, viewer, cancellation);
        var (of, its, now) = (found.Project, found.Milestone, await db.NowAsync(cancellation));
        return new StaffInterimPage(
            new ReportOf(of.DossierId, id, found.Number!, found.Title, $"/staff/projects/{id.Value}"),
            MilestonePart.Of(its, of.Suspension, now),
            opinions,
            found.MayAct && its.Go is null && of.Ending is null
                ? await ExpertsAsync(of.CallId, of.DossierId, its.Id, cancellation)
                : [],
            of.ObstacleToInterim(its.Id, opinions.Count(one => one is { SubmittedAt: not null, IsSetAside: false })),
            found.MayAct
        );
    }

    /// <returns>Null until it is decided. Who may see the project is asked before.</returns>
    public async Task<InterimTold?> ToldAsync(MilestonePart milestone, CancellationToken cancellation)
    {
        if (milestone.Go is not { } go)
            return null;
        var opinions = await db
            .InterimOpinions.AsNoTracking()
            .Where(one => one.MilestoneId == milestone.Id && one.SubmittedAt <= go.At && one.SetAsideAt == null)
            .OrderBy(one => one.AskedAt)
            .ToListAsync(cancellation);
        var criteria = opinions.SelectMany(one => one.Asks.Criteria).DistinctBy(criterion => criterion.Key);
        return new InterimTold(go, Opinions.Told([.. opinions.Select(one => one.Sheet)], criteria));
    }

    private async Task<IReadOnlyList<StaffOpinion>> OpinionsAsync(
        MilestoneId id,
        bool isDecided,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var found = await (
            from opinion in db.InterimOpinions
            where opinion.MilestoneId == id
            join account in db.Users on opinion.Expert.Value equals account.Id into known
            from account in known.DefaultIfEmpty()
            orderby account.Name, opinion.AskedAt
            select new
            {
                Opinion = opinion,
                Name = account == null ? "" : account.Name,
                IsAside = db.OpinionsAside(viewer.Id).Any(aside => aside.Id == opinion.Id),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return found.ConvertAll(one => new StaffOpinion(
            one.Name,
            one.Opinion.AskedAt,
            one.Opinion.SubmittedAt,
            one.Opinion.SubmittedAt is null ? null : one.Opinion.Recommendation,
            one.Opinion.Score,
            // What an expert still writes is theirs alone.
            new ReadSheet(one.Opinion.Grid, one.Opinion.SubmittedAt is null ? ReviewSheet.Blank : one.Opinion.Sheet),
            one.Opinion.Recusal,
            IsSetAside: one.Opinion.SetAsideAt is not null || !isDecided && one.IsAside
        ));
    }

    private async Task<IReadOnlyList<AskableExpert>> ExpertsAsync(
        CallId call,
        DossierId dossier,
        MilestoneId milestone,
        CancellationToken cancellation
    ) =>
        await db.ExpertsFor(call, dossier)
            .Where(account =>
                !db.InterimOpinions.Any(one => one.MilestoneId == milestone && one.Expert.Value == account.Id)
            )
            .OrderBy(account => account.Name)
            .Select(account => new AskableExpert(new PersonId(account.Id), account.Name))
            .ToListAsync(cancellation);
}
