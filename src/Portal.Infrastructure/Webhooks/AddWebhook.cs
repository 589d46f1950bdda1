using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Webhooks;

/// <summary>Adds a webhook of a person's own, of which there are few: who adds two at once is counted once after the other.</summary>
public sealed class AddWebhook(PortalDbContext db, WebhookSecrets secrets)
{
    /// <returns>The webhook, and its secret, which is told now and never again.</returns>
    /// <exception cref="RefusedException">The person has as many as one may have, or chose nothing.</exception>
    public async Task<(Webhook Webhook, string Secret)> RunAsync(
        PersonId owner,
        WebhookAddress address,
        IReadOnlyCollection<string> types,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var name = $"webhooks:{owner.Value}";
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellation);
        if (await db.Webhooks.CountAsync(one => one.Owner == owner, cancellation) >= Webhook.MostOfAPerson)
            throw new RefusedException(WebhookRefusals.TooMany(Webhook.MostOfAPerson));
        var secret = WebhookSecrets.New();
        var now = await db.NowAsync(cancellation);
        var webhook = Webhook.Add(owner, address, types, secrets.Seal(secret), now);
        db.Webhooks.Add(webhook);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (webhook, secret);
    }
}
