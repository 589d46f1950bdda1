using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Payments;

/// <summary>How aid that isn't justified is asked back.</summary>
public sealed class RecoveryDesk(PortalDbContext db, ProjectDesk desk)
{
    /// <summary>One person prepares it.</summary>
    /// <returns>Whether there is such a project in one's charge.</returns>
    public Task<bool> PrepareAsync(
        ProjectId id,
        Money amount,
        string reason,
        Viewer by,
        CancellationToken cancellation
    ) =>
        desk.ActAsync(
            id,
            by,
            async (project, now) =>
            {
                var account = await ProjectAccount.ReadAsync(db, project, cancellation);
                db.Recoveries.Add(Recovery.Prepare(project, account.Statement, amount, reason, by.Id!.Value, now));
            },
            cancellation
        );

    /// <summary>Another one orders it, of the officers in charge or of those who publish.</summary>
    /// <returns>Whether there is such a recovery in one's charge.</returns>
    public Task<bool> OrderAsync(ProjectId project, RecoveryId id, Viewer by, CancellationToken cancellation) =>
        OnRecoveryAsync(project, id, by, (one, now) => one.OrderBy(by.Id!.Value, now), cancellation, isSecond: true);

    public Task<bool> NoteReceivedAsync(
        ProjectId project,
        RecoveryId id,
        DateOnly? on,
        string reference,
        Viewer by,
        CancellationToken cancellation
    ) =>
        OnRecoveryAsync(
            project,
            id,
            by,
            (one, now) =>
                one.NoteReceived(
                    on ?? throw new RefusedException(FollowUpRefusals.DayNeeded),
                    reference,
                    by.Id!.Value,
                    now
                ),
            cancellation
        );

    public Task<bool> DropAsync(ProjectId project, RecoveryId id, Viewer by, CancellationToken cancellation) =>
        OnRecoveryAsync(project, id, by, (one, now) => one.Drop(by.Id!.Value, now), cancellation);

    private async Task<bool> OnRecoveryAsync(
        ProjectId project,
        RecoveryId id,
        Viewer by,
        Action<Recovery, DateTimeOffset> act,
        CancellationToken cancellation,
        bool isSecond = false
    )
    {
        var its = db.Recoveries.Where(one => one.Id == id && one.ProjectId == project);
        if (!await its.AnyAsync(cancellation))
            return false;
        async Task OnIt(Project held, DateTimeOffset now) => act(await its.SingleAsync(cancellation), now);
        return isSecond
            ? await desk.SecondAsync(project, by, OnIt, cancellation)
            : await desk.ActAsync(project, by, OnIt, cancellation);
    }
}
