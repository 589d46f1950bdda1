using Microsoft.EntityFrameworkCore;
using Portal.Domain.People;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Webhooks;

namespace Portal.Web.Webhooks;

/// <summary>Reads what the pages of a person's webhooks show.</summary>
public sealed class WebhookReading(PortalDbContext db)
{
    public async Task<IReadOnlyList<WebhookRow>> RowsAsync(Viewer viewer, CancellationToken cancellation) =>
        await db.WebhooksOf(viewer)
            .AsNoTracking()
            .OrderBy(one => one.AddedAt)
            .Select(one => new WebhookRow(
                one.Id,
                one.Address.Value,
                one.Types,
                one.Suspension,
                db.WebhookMessages.Count(message => message.WebhookId == one.Id && message.DueAt != null)
            ))
            .ToListAsync(cancellation);

    /// <returns>Null where the viewer has no such webhook.</returns>
    public async Task<WebhookPage?> PageAsync(WebhookId id, Viewer viewer, CancellationToken cancellation)
    {
        var webhook = await db.WebhooksOf(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (webhook is null)
            return null;
        var messages = await db.WebhookMessagesOf(viewer)
            .AsNoTracking()
            .Where(one => one.WebhookId == id)
            .OrderByDescending(one => one.HappenedAt)
            .ThenBy(one => one.Id)
            .Take(WebhookPage.Most)
            .ToListAsync(cancellation);
        var attempts = await AttemptsAsync([.. messages.Select(one => one.Id)], cancellation);
        var now = await db.NowAsync(cancellation);
        return new WebhookPage(
            webhook.Id,
            webhook.Address.Value,
            webhook.Types,
            webhook.AddedAt,
            webhook.Suspension,
            webhook.Former?.Until > now ? webhook.Former.Until : null,
            messages.ConvertAll(one => RowOf(one, attempts[one.Id]))
        );
    }

    /// <returns>Null where the viewer has no such webhook.</returns>
    public Task<WebhookRemovalPage?> RemovalAsync(WebhookId id, Viewer viewer, CancellationToken cancellation) =>
        db.WebhooksOf(viewer)
            .Where(one => one.Id == id)
            .Select(one => new WebhookRemovalPage(
                one.Id,
                one.Address.Value,
                db.WebhookMessages.Count(message => message.WebhookId == id && message.DueAt != null)
            ))
            .SingleOrDefaultAsync(cancellation);

    private async Task<ILookup<WebhookMessageId, AttemptRow>> AttemptsAsync(
        List<WebhookMessageId> messages,
        CancellationToken cancellation
    ) =>
        (
            await db
                .WebhookAttempts.AsNoTracking()
                .Where(one => messages.Contains(one.MessageId))
                .OrderByDescending(one => one.Try)
                .Select(one => new AttemptRow(
                    one.MessageId,
                    one.Try,
                    one.At,
                    one.Outcome,
                    one.Status,
                    one.TookMilliseconds,
                    one.Answer
                ))
                .ToListAsync(cancellation)
        ).ToLookup(one => one.Message);

    private static MessageRow RowOf(WebhookMessage message, IEnumerable<AttemptRow> attempts) =>
        new(
            message.Id,
            message.HeaderId,
            message.Type,
            message.HappenedAt,
            message.State,
            message.DueAt,
            [.. attempts]
        );
}
