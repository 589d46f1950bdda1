using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Webhooks;

/// <summary>Owes a webhook a message that tells nothing, so that its owner sees it arrive.</summary>
public sealed class SendTest(PortalDbContext db, WebhookPayloads payloads)
{
    /// <exception cref="RefusedException">It is paused, or was tested often enough for a day.</exception>
    public async Task RunAsync(Webhook webhook, CancellationToken cancellation)
    {
        if (webhook.Suspension is not null)
            throw new RefusedException(WebhookRefusals.Paused);
        var now = await db.NowAsync(cancellation);
        var yesterday = now.AddDays(-1);
        var tests = await db.WebhookMessages.CountAsync(
            one => one.WebhookId == webhook.Id && one.Type == MessageTypes.Test && one.HappenedAt > yesterday,
            cancellation
        );
        if (tests >= Webhook.MostTestsADay)
            throw new RefusedException(WebhookRefusals.TooManyTests(Webhook.MostTestsADay));
        var body = payloads.OfTest(webhook.Id, now);
        db.WebhookMessages.Add(
            WebhookMessage.Owe(webhook, MessageTypes.Test, $"test:{Guid.CreateVersion7()}", body, now)
        );
        await db.SaveChangesAsync(cancellation);
    }
}
