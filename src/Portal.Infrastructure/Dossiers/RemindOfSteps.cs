using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Dossiers;

/// <summary>
/// Owes a reminder to everybody who writes in a dossier whose next step isn't filed, as long before its date as the call's
/// reminders go before a cut-off. (Recipient, occasion) being unique, none goes twice.
/// </summary>
public sealed class RemindOfSteps(PortalDbContext db)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var open = await (
            from dossier in db.Dossiers
            where
                dossier.Reopening != null
                && dossier.StepDue!.At > now
                && dossier.Withdrawal == null
                && dossier.Dismissal == null
                && dossier.CarriedTo == null
            join call in db.Calls on dossier.CallId equals call.Id
            select new OpenStep(dossier.Id, dossier.Step, dossier.StepDue!, dossier.Reopening!.At, call.Reminders)
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        foreach (var step in open)
            await db.OweAsync(
                new WriterReminder(
                    step.Dossier,
                    "step-reminder",
                    $"step.reminder:{step.Dossier.Value}:{step.Step}",
                    step.Due,
                    step.OpenedAt
                ),
                step.Reminders,
                now,
                cancellation
            );
    }

    private sealed record OpenStep(
        DossierId Dossier,
        int Step,
        Deadline Due,
        DateTimeOffset OpenedAt,
        IReadOnlyList<TimeSpan> Reminders
    );
}
