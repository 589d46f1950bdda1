using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp.Payments;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.FollowUp.Changes;

/// <summary>Reads requests for changes. Who may see the project is asked by who reads its page.</summary>
public sealed class ChangeReading(PortalDbContext db, ProjectReading projects)
{
    /// <summary>The last first.</summary>
    public async Task<ChangesPart> PartAsync(ProjectPage page, CancellationToken cancellation)
    {
        var changes = await db
            .ProjectChanges.AsNoTracking()
            .Where(one => one.ProjectId == page.Id)
            .OrderByDescending(one => one.AskedAt)
            .ToListAsync(cancellation);
        return new ChangesPart(page, [.. changes.Select(ChangePart.Of)]);
    }

    /// <returns>Null where the reader isn't of the team.</returns>
    public async Task<AskChangePage?> AskAsync(
        DossierId dossier,
        ChangeForm typed,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (await projects.OfTeamAsync(dossier, viewer, cancellation) is not { } page)
            return null;
        var kinds = KindsIn(page.State, willRest: page.Suspension is not null);
        return new AskChangePage(page, kinds, typed.Kind is { } kind && kinds.Contains(kind) ? kind : null, typed);
    }

    /// <returns>Null where there is none that the reader staffs.</returns>
    public async Task<StaffChangePage?> OfStaffAsync(
        ProjectId id,
        ProjectChangeId change,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (await projects.OfStaffAsync(id, viewer, cancellation) is not { } page)
            return null;
        var found = await db
            .ProjectChanges.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == change && one.ProjectId == id, cancellation);
        if (found is null)
            return null;
        var project = await db.Projects.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        var unspent = await UnspentAsync(project, found, cancellation);
        var now = await db.NowAsync(cancellation);
        var obstacle = found.Decision is null ? found.Matter.ObstacleFor(project, now) ?? unspent?.Obstacle : null;
        var isOpen = found.Decision is null && obstacle is null;
        var acts = await SignedAct.ReadAsync(
            db,
            [
                ("payments.act-asked", found.AskedBy, found.AskedAt),
                ("projectchanges.act-answered", found.Decision?.By, found.Decision?.At),
            ],
            cancellation
        );
        var effect = isOpen ? project.EffectOf(found.Matter, now) : null;
        return new StaffChangePage(page, ChangePart.Of(found), acts, effect, obstacle) { Unspent = unspent?.Amount };
    }

    /// <summary>Of a budget to be carried over, what isn't spent; null for any other change, and once it is answered.</summary>
    private async Task<(Money Amount, Refusal? Obstacle)?> UnspentAsync(
        Project project,
        ProjectChange change,
        CancellationToken cancellation
    )
    {
        if (change is not { Matter.Kind: ProjectChangeKind.CarryOver, Decision: null })
            return null;
        var statement = (await ProjectAccount.ReadAsync(db, project, cancellation)).Statement;
        return (statement.Unspent, statement.ObstacleTo(change.Matter));
    }

    private static IReadOnlyList<ProjectChangeKind> KindsIn(ProjectState state, bool willRest) =>
        state switch
        {
            ProjectState.Running when willRest =>
            [
                .. Enum.GetValues<ProjectChangeKind>().Where(kind => kind != ProjectChangeKind.Suspension),
            ],
            ProjectState.Running =>
            [
                .. Enum.GetValues<ProjectChangeKind>().Where(kind => kind != ProjectChangeKind.Resumption),
            ],
            ProjectState.Suspended => [ProjectChangeKind.Resumption, ProjectChangeKind.Abandonment],
            ProjectState.AgreementAwaited => [ProjectChangeKind.Abandonment],
            _ => [],
        };
}
