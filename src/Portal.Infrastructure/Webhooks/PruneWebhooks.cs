using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Webhooks;

/// <summary>Deletes tries that are a month old, and messages of which none is left to be made.</summary>
public sealed class PruneWebhooks(PortalDbContext db)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <returns>How many attempts and messages are no more.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var before = await db.NowAsync(cancellation) - Kept;
        var attempts = await db.WebhookAttempts.Where(one => one.At < before).ExecuteDeleteAsync(cancellation);
        // Of a paused webhook, what has waited so long is news to nobody either.
        return attempts
            + await db
                .WebhookMessages.Where(message => message.HappenedAt < before)
                .Where(message => !db.WebhookAttempts.Any(attempt => attempt.MessageId == message.Id))
                .ExecuteDeleteAsync(cancellation);
    }
}
