using Microsoft.EntityFrameworkCore;
using Portal.Domain.People;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Webhooks;

/// <summary>Removes a webhook with its messages and what came of them; that there was one stays in the history.</summary>
public sealed class RemoveWebhook(PortalDbContext db)
{
    /// <returns>Whether there is such a webhook.</returns>
    public async Task<bool> RunAsync(WebhookId id, Viewer viewer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await db.WebhooksOf(viewer).AnyAsync(one => one.Id == id, cancellation))
            return false;
        // Nothing is owed to it, and nothing noted, from here on.
        await db.Database.ExecuteSqlAsync($"select 1 from webhooks where id = {id.Value} for update", cancellation);
        if (await db.WebhooksOf(viewer).SingleOrDefaultAsync(one => one.Id == id, cancellation) is not { } webhook)
            return false;
        await db
            .WebhookAttempts.Where(attempt =>
                db.WebhookMessages.Any(message => message.WebhookId == id && message.Id == attempt.MessageId)
            )
            .ExecuteDeleteAsync(cancellation);
        await db.WebhookMessages.Where(message => message.WebhookId == id).ExecuteDeleteAsync(cancellation);
        webhook.Remove(await db.NowAsync(cancellation));
        db.Webhooks.Remove(webhook);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
