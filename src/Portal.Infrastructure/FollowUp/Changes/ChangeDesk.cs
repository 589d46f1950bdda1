using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.FollowUp.Payments;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Changes;

/// <summary>Takes what carriers ask to be changed, and the service's answer.</summary>
public sealed class ChangeDesk(PortalDbContext db, ProjectDesk desk)
{
    /// <summary>What it would do if it were granted now; nothing is asked by it.</summary>
    /// <returns>Null where there is no such project of one's own.</returns>
    /// <exception cref="RefusedException">It can't be asked so.</exception>
    public async Task<ChangeEffect?> ForeseeAsync(
        DossierId id,
        ChangeMatter matter,
        Viewer by,
        CancellationToken cancellation
    )
    {
        var own = db.ProjectsOf(by).AsNoTracking();
        if (await own.SingleOrDefaultAsync(one => one.DossierId == id, cancellation) is not { } project)
            return null;
        var dossier = await db.DossiersOf(by)
            .AsNoTracking()
            .Include(one => one.Members)
            .SingleAsync(one => one.Id == id, cancellation);
        var now = await db.NowAsync(cancellation);
        // Refused for the same reasons as the request itself, which isn't kept.
        ProjectChange.Ask(project, dossier, matter, await EarlierAsync(project.Id, cancellation), by.Id!.Value, now);
        await EnsureUnspentAsync(project, matter, cancellation);
        return project.EffectOf(matter, now);
    }

    /// <returns>Whether there is such a project of one's own.</returns>
    public Task<bool> AskAsync(DossierId id, ChangeMatter matter, Viewer by, CancellationToken cancellation) =>
        desk.ActAsync(
            id,
            by,
            async (project, dossier, now) =>
            {
                var earlier = await EarlierAsync(project.Id, cancellation);
                await EnsureUnspentAsync(project, matter, cancellation);
                db.ProjectChanges.Add(ProjectChange.Ask(project, dossier, matter, earlier, by.Id!.Value, now));
            },
            cancellation
        );

    /// <summary>Grants it, so that the project changes by it, or refuses it.</summary>
    /// <returns>Whether there is such a request in one's charge.</returns>
    public async Task<bool> AnswerAsync(
        ProjectId project,
        ProjectChangeId id,
        bool isGranted,
        string words,
        Viewer by,
        CancellationToken cancellation
    )
    {
        var its = db.ProjectChanges.Where(one => one.Id == id && one.ProjectId == project);
        return await its.AnyAsync(cancellation)
            && await desk.ActAsync(
                project,
                by,
                async (held, now) =>
                {
                    var change = await its.SingleAsync(cancellation);
                    if (!isGranted)
                    {
                        change.Refuse(words, by.Id!.Value, now);
                        return;
                    }
                    await EnsureUnspentAsync(held, change.Matter, cancellation);
                    change.Grant(held, words, by.Id!.Value, now);
                },
                cancellation
            );
    }

    /// <exception cref="RefusedException">A budget is to be carried over that is spent, or was carried over before.</exception>
    private async Task EnsureUnspentAsync(Project project, ChangeMatter matter, CancellationToken cancellation)
    {
        if (matter.Kind != ProjectChangeKind.CarryOver)
            return;
        var account = await ProjectAccount.ReadAsync(db, project, cancellation);
        if (account.Statement.ObstacleTo(matter) is { } obstacle)
            throw new RefusedException(obstacle);
    }

    private Task<List<ProjectChange>> EarlierAsync(ProjectId project, CancellationToken cancellation) =>
        db.ProjectChanges.Where(one => one.ProjectId == project).ToListAsync(cancellation);
}
