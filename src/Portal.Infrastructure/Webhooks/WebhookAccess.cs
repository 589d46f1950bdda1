using Portal.Domain.People;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Webhooks;

/// <summary>A webhook, its messages and what came of them are its owner's alone.</summary>
public static class WebhookAccess
{
    public static IQueryable<Webhook> WebhooksOf(this PortalDbContext db, Viewer viewer) =>
        db.Webhooks.Where(webhook => viewer.Id != null && webhook.Owner == viewer.Id);

    public static IQueryable<WebhookMessage> WebhookMessagesOf(this PortalDbContext db, Viewer viewer) =>
        db.WebhookMessages.Where(message => db.WebhooksOf(viewer).Any(webhook => webhook.Id == message.WebhookId));

    /// <summary>Webhooks that send.</summary>
    internal static IQueryable<Webhook> WebhooksThatTell(this PortalDbContext db, string type) =>
        db.Webhooks.Where(webhook => webhook.Suspension == null && webhook.Types.Contains(type));
}
