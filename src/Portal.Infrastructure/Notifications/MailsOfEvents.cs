using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>Which mails follow from what happened: one line an event, one place for all.</summary>
internal static class MailsOfEvents
{
    public static Task<IReadOnlyList<OutboxMail>> ForAsync(
        PortalDbContext db,
        IReadOnlyList<DomainEvent> events,
        CancellationToken cancellation
    ) => Task.FromResult<IReadOnlyList<OutboxMail>>([]);
}
