using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Webhooks;

/// <summary>Tells the owner of a webhook that the portal stopped sending.</summary>
internal sealed class WebhookMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            WebhookSuspended { Reason: SuspensionReason.Gone } gone => TellAsync(gone, "webhook-gone"),
            WebhookSuspended { Reason: SuspensionReason.TriesUsedUp } tried => TellAsync(tried, "webhook-suspended"),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> TellAsync(WebhookSuspended suspended, string template)
    {
        var webhook = await letters.Db.Webhooks.SingleAsync(one => one.Id == suspended.Webhook, letters.Cancellation);
        return await letters.OweAsync(
            letters.One(webhook.Owner),
            template,
            $"webhook.suspended:{webhook.Id.Value}:{suspended.At.UtcTicks}",
            // Of the address no more than its host: the rest may be a secret.
            new Facts()
                .Text("host", webhook.Address.Uri.IdnHost)
                .Link($"/account/webhooks/{webhook.Id.Value}"),
            suspended.At
        );
    }
}
