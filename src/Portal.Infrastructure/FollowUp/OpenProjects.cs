using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.FollowUp;

/// <summary>
/// Opens the projects of winners once their decisions are told, where the call foresees what becomes of them; and lets those
/// fall away whose aid was given up, or decided otherwise, before anything was agreed.
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
        await FallAwayAsync(now, cancellation);
    }

    private async Task OpenAsync(Decision decision, DateTimeOffset now, CancellationToken cancellation)
    {
        var dossier = await db.Dossiers.SingleAsync(one => one.Id == decision.DossierId, cancellation);
        if (!await db.Projects.AnyAsync(one => one.DossierId == dossier.Id, cancellation))
            db.Projects.Add(Project.Open(dossier, decision, now));
    }

    private async Task FallAwayAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var fallen = db.Projects.Where(project =>
            project.Ending == null
            && project.StartsOn == null
            && db.Decisions.Any(decision =>
                decision.DossierId == project.DossierId
                && decision.MovedAt == null
                && (decision.DeclinedAt != null || decision.Outcome != Outcome.Funded)
            )
        );
        await oneByOne.RunAsync<Project, ProjectId>(
            await fallen.Select(one => one.Id).ToListAsync(cancellation),
            project => project.FallAway(now),
            cancellation
        );
    }
}
