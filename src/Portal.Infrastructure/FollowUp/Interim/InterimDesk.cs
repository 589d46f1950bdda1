using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Interim;

/// <summary>Staff asks experts about a project at its interim review, and decides whether it goes on.</summary>
public sealed class InterimDesk(PortalDbContext db, ProjectDesk desk)
{
    /// <returns>Whether there is such a milestone in one's charge.</returns>
    public async Task<bool> AskAsync(
        ProjectId id,
        string milestone,
        PersonId expert,
        Viewer by,
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
                isThere = true;
                if (!await CanJudgeAsync(project, expert, cancellation))
                    throw new RefusedException(FollowUpRefusals.ExpertNeeded);
                var grid =
                    await db.GridOfAsync(id, milestone, cancellation)
                    ?? throw new RefusedException(FollowUpRefusals.NotInterim);
                var dossier = await db
                    .Dossiers.Include(one => one.Members)
                    .SingleAsync(one => one.Id == project.DossierId, cancellation);
                var earlier = await db
                    .InterimOpinions.Where(one => one.MilestoneId == its.Id)
                    .ToListAsync(cancellation);
                db.InterimOpinions.Add(
                    InterimOpinion.Ask(project, its, grid, dossier, expert, earlier, by.Id!.Value, now)
                );
            },
            cancellation
        );
        return isThere;
    }

    /// <returns>Whether there is such a milestone in one's charge.</returns>
    public async Task<bool> DecideAsync(
        ProjectId id,
        string milestone,
        bool isGo,
        string words,
        Viewer by,
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
                isThere = true;
                var opinions = await db
                    .InterimOpinions.Where(one => one.MilestoneId == its.Id && one.SubmittedAt != null)
                    .Select(one => new
                    {
                        Opinion = one,
                        IsAside = db.OpinionsAside(by.Id).Any(aside => aside.Id == one.Id),
                    })
                    .ToListAsync(cancellation);
                project.DecideInterim(its.Id, isGo, words, opinions.Count(one => !one.IsAside), by.Id!.Value, now);
                foreach (var one in opinions.Where(one => one.IsAside))
                    one.Opinion.SetAside(now);
            },
            cancellation
        );
        return isThere;
    }

    private Task<bool> CanJudgeAsync(Project project, PersonId expert, CancellationToken cancellation) =>
        db.ExpertsFor(project.CallId, project.DossierId).AnyAsync(account => account.Id == expert.Value, cancellation);
}
