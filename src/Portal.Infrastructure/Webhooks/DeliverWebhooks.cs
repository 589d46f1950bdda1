using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Webhooks;

/// <summary>Sends what is due: several webhooks beside each other, so that one which hangs holds up few, each in turn.</summary>
public sealed partial class DeliverWebhooks(
    PortalDbContext db,
    IServiceScopeFactory scopes,
    ILogger<DeliverWebhooks> log
)
{
    private const int AtOnce = 8;
    private const int Batch = 200;

    /// <returns>How many webhooks had messages that were due.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var due = await DueAsync(cancellation);
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (webhook, stop) => await DeliverAsync(new WebhookId(webhook), stop)
        );
        return due.Count;
    }

    /// <summary>Whose messages have waited longest.</summary>
    private Task<List<Guid>> DueAsync(CancellationToken cancellation) =>
        db
            .Database.SqlQuery<Guid>(
                $"""
                select message.webhook_id as "Value"
                from webhook_messages message join webhooks on webhooks.id = message.webhook_id
                where message.due_at <= portal_now() and webhooks.suspension_at is null
                  and (message.claimed_until is null or message.claimed_until < clock_timestamp())
                group by message.webhook_id order by min(message.due_at) limit {Batch}
                """
            )
            .ToListAsync(cancellation);

    private async Task DeliverAsync(WebhookId webhook, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DeliverInTurn>().RunAsync(webhook, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // It keeps no other webhook back; what it was at is tried again once its claim has lapsed.
            Failed(failure, webhook.Value);
        }
    }

    [LoggerMessage(LogLevel.Error, "Messages of webhook {Id} could not be delivered; the next sweep tries again.")]
    private partial void Failed(Exception failure, Guid id);
}
