using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Webhooks;

/// <summary>
/// Sends what one webhook is owed, one message after the other, until one fails. A message is claimed, and the try is
/// written down, before it goes out; its answer is noted after. A try that was cut off in between stays as one of which
/// nobody knows what came, and the message goes again: its receiver knows it by its id.
/// </summary>
public sealed class DeliverInTurn(PortalDbContext db, PostMessage post, WebhookSecrets secrets)
{
    /// <summary>Of one webhook in a sweep: the next one goes on.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public async Task RunAsync(WebhookId webhook, CancellationToken cancellation)
    {
        var begun = Stopwatch.StartNew();
        while (begun.Elapsed < Longest)
        {
            if (await ClaimAsync(webhook, cancellation) is not { } claimed)
                return;
            // Begun is finished: the answer is noted though the portal stops.
            var answer = await TryAsync(webhook, claimed);
            await NoteAsync(webhook, claimed, answer);
            if (answer.Outcome is not (AttemptOutcome.Delivered or AttemptOutcome.Withheld))
                return;
        }
    }

    /// <summary>Takes a message for a minute, four times as long as a try may last, and writes the try down.</summary>
    private async Task<Claimed?> ClaimAsync(WebhookId webhook, CancellationToken cancellation) =>
        (
            await db
                .Database.SqlQuery<Claimed>(
                    $"""
                    with claimed as (
                        update webhook_messages
                        set claimed_until = clock_timestamp() + interval '1 minute', try = try + 1,
                            tries_in_a_row = tries_in_a_row + 1
                        where id = (
                            select message.id
                            from webhook_messages message join webhooks on webhooks.id = message.webhook_id
                            where message.webhook_id = {webhook.Value} and webhooks.suspension_at is null
                              and message.due_at <= portal_now()
                              and (message.claimed_until is null or message.claimed_until < clock_timestamp())
                            order by message.due_at limit 1 for update of message skip locked
                        )
                        returning id, try
                    ), begun as (
                        insert into webhook_attempts (message_id, try, at, took_milliseconds, answer)
                        select id, try, portal_now(), 0, '' from claimed
                    )
                    select id, try, clock_timestamp() as sent_at from claimed
                    """
                )
                .ToListAsync(cancellation)
        ) switch
        {
            [var one] => one,
            _ => null,
        };

    private async Task<AttemptAnswer> TryAsync(WebhookId id, Claimed claimed)
    {
        // Removed a moment ago: nobody is to be told, and nothing to be noted.
        if (await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id) is not { } webhook)
            return new AttemptAnswer(AttemptOutcome.Withheld);
        var message = await db
            .WebhookMessages.AsNoTracking()
            .SingleAsync(one => one.Id == new WebhookMessageId(claimed.Id));
        if (message.DossierId is { } dossier && !await SeesAsync(webhook, dossier))
            return new AttemptAnswer(AttemptOutcome.Withheld);
        var signing = webhook.SecretsAt(await db.NowAsync()).Select(secrets.Open).OfType<byte[]>().ToList();
        if (signing.Count == 0)
            return new AttemptAnswer(AttemptOutcome.NotSigned);
        return await post.RunAsync(
            webhook.Address,
            SignedMessage.Of(message.HeaderId, message.Body, signing, claimed.SentAt)
        );
    }

    private Task<bool> SeesAsync(Webhook webhook, DossierId dossier)
    {
        var owner = new Viewer(webhook.Owner, new HashSet<PortalRole>());
        return db.DossiersOf(owner).AnyAsync(one => one.Id == dossier);
    }

    private async Task NoteAsync(WebhookId id, Claimed claimed, AttemptAnswer answer)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync();
        // Held, so that its owner's pause or removal waits, and finds all of it.
        await db.Database.ExecuteSqlAsync($"select 1 from webhooks where id = {id.Value} for update");
        var webhook = await db.Webhooks.SingleOrDefaultAsync(one => one.Id == id);
        if (webhook is null)
            return;
        var message = await db.WebhookMessages.SingleAsync(one => one.Id == new WebhookMessageId(claimed.Id));
        var attempt = await db.WebhookAttempts.SingleAsync(one =>
            one.MessageId == message.Id && one.Try == claimed.Try
        );
        attempt.Note(answer);
        message.Take(claimed.Try, answer, webhook, Random.Shared.NextDouble(), await db.NowAsync());
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private sealed record Claimed(Guid Id, int Try, DateTimeOffset SentAt);
}
