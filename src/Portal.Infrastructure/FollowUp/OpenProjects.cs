using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.FollowUp;

/// <summary>
/// Opens the projects of winners once their decisions are told, where the call foresees what becomes of them. All follow
/// their decision when it is corrected, or the aid is given up: those with which nothing is agreed by changing, the others by
/// knowing whether it still covers them.
/// </summary>
public sealed class OpenProjects(PortalDbContext db, OneByOne oneByOne)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var calls = await db
            .Calls.AsNoTracking()
            .Select(call => new { call.Id, call.FollowUp })
            .ToListAsync(cancellation);
        var followed = calls.Where(call => call.FollowUp.IsFollowed).Select(call => call.Id).ToList();
        if (followed.Count == 0)
            return;
        var winners = db.DecisionsRevealedAt(now)
            .Where(one => one.Outcome == Outcome.Funded && one.DeclinedAt == null && one.MovedAt == null)
            .Where(one => db.Dossiers.Any(its => its.Id == one.DossierId && followed.Contains(its.CallId)))
            .Where(one => !db.Projects.Any(its => its.DossierId == one.DossierId));
        await oneByOne.RunAsync<Decision, DecisionId>(
            await winners.Select(one => one.Id).ToListAsync(cancellation),
            decision => OpenAsync(decision, now, cancellation),
            cancellation
        );
        await FollowAsync(now, cancellation);
    }

    private async Task OpenAsync(Decision decision, DateTimeOffset now, CancellationToken cancellation)
    {
        var dossier = await db.Dossiers.SingleAsync(one => one.Id == decision.DossierId, cancellation);
        var isThere = await db.Projects.AnyAsync(one => one.DossierId == dossier.Id, cancellation);
        // Given up since it was selected, or opened by another instance: there is nothing to do.
        if (decision.Aid is not null && !isThere)
            db.Projects.Add(Project.Open(dossier, decision, now));
    }

    private async Task FollowAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var changed =
            from project in db.Projects
            from decision in db.DecisionsRevealedAt(now)
            where decision.DossierId == project.DossierId && decision.MovedAt == null
            where
                (decision.DeclinedAt == null ? decision.Amount : null) != project.Decided
                || project.StartsOn == null
                    && (
                        // What somebody ended stays ended, whatever is decided.
                        (decision.Amount != null && decision.DeclinedAt == null) == (project.Ending != null)
                            && (project.Ending == null || project.Ending.By == null)
                        || project.Ending == null
                            && (decision.Amount != project.Aid || decision.Conditions != project.Conditions)
                    )
            select project.Id;
        await oneByOne.RunAsync<Project, ProjectId>(
            await changed.ToListAsync(cancellation),
            async project => project.Follow(await db.DecisionsOf(project, now).SingleAsync(cancellation), now),
            cancellation
        );
    }
}

internal static class DecisionsOfProjects
{
    /// <summary>The one decision that a project follows, once it is told.</summary>
    public static IQueryable<Decision> DecisionsOf(this PortalDbContext db, Project project, DateTimeOffset now) =>
        db.DecisionsRevealedAt(now).Where(one => one.DossierId == project.DossierId && one.MovedAt == null);
}
