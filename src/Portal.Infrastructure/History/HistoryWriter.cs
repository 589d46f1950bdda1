using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Domain;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.History;

/// <summary>
/// On save, turns what the aggregates tell into history lines, and into the mails that follow from it, so that
/// act, history and mail are one transaction.
/// </summary>
internal sealed class HistoryWriter : SaveChangesInterceptor
{
    public static readonly HistoryWriter Instance = new();

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        var db = (PortalDbContext)eventData.Context!;
        var events = TakeEvents(db);
        db.History.AddRange(events.Select(HistoryEntry.Of));
        db.Outbox.AddRange(await MailsOfEvents.ForAsync(db, events, cancellationToken));
        return result;
    }

    /// <summary>Saving without awaiting would skip the history: only what tells nothing may (keys of data protection).</summary>
    public override InterceptionResult<int> SavingChanges(
        DbContextEventData eventData,
        InterceptionResult<int> result
    ) =>
        eventData.Context!.ChangeTracker.Entries<Aggregate>().Any(entry => entry.Entity.Events.Count > 0)
            ? throw new NotSupportedException(
                "Save with SaveChangesAsync: the history and the mails are written there."
            )
            : result;

    private static List<DomainEvent> TakeEvents(PortalDbContext db)
    {
        var aggregates = db.ChangeTracker.Entries<Aggregate>().Select(entry => entry.Entity).ToList();
        var events = aggregates.SelectMany(aggregate => aggregate.Events).ToList();
        foreach (var aggregate in aggregates)
            aggregate.EventsWritten();
        return events;
    }
}
