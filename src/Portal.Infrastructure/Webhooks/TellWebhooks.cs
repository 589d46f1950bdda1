using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Webhooks;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Webhooks;

/// <summary>
/// Owes webhooks the messages on what has happened since they tell: the public news, by the same reading as feeds and
/// mails, so that nothing is told before its moment; and what happened to their owners' dossiers. It is derived from the
/// facts, not done with the acts: filing costs nothing more. (Webhook, occasion) being unique, nothing is told twice.
/// </summary>
public sealed class TellWebhooks(PortalDbContext db, CallNewsReading reading, WebhookPayloads payloads)
{
    /// <summary>What is older is no news: a portal that was down longer doesn't catch up on it.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(2);

    /// <returns>How many messages are owed by now that weren’t.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var awaited = await AwaitedAsync(cancellation);
        if (awaited.Count == 0)
            return 0;
        var (now, messages) = (await db.NowAsync(cancellation), 0);
        if (awaited.Overlaps(MessageTypes.OfCalls))
            messages += await TellNewsAsync(now, cancellation);
        if (awaited.Contains(MessageTypes.DossierFiled))
            messages += await TellFilingsAsync(now - Fresh, cancellation);
        if (awaited.Contains(MessageTypes.DossierDecided))
            messages += await TellDecisionsAsync(now, cancellation);
        return messages;
    }

    private async Task<HashSet<string>> AwaitedAsync(CancellationToken cancellation) =>
        (
            await db
                .Database.SqlQuery<string>(
                    $"""select distinct unnest(types) as "Value" from webhooks where suspension_at is null"""
                )
                .ToListAsync(cancellation)
        ).ToHashSet(StringComparer.Ordinal);

    private async Task<int> TellNewsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var news = await reading.NewsAsync(theme: null, cancellation);
        var messages = 0;
        foreach (var one in news.Where(one => one.At > now - Fresh))
        {
            var (type, occasion, body) = (WebhookPayloads.TypeOf(one.Kind), $"news:{one.Key}", payloads.Of(one));
            messages += await db.Database.ExecuteSqlAsync(
                $"""
                insert into webhook_messages (id, webhook_id, type, occasion, body, happened_at, due_at, try, tries_in_a_row)
                select gen_random_uuid(), id, {type}, {occasion}, {body}, {one.At}, portal_now(), 0, 0
                from webhooks
                where suspension_at is null and {type} = any(types) and tells_since < {one.At}
                on conflict (webhook_id, occasion) do nothing
                """,
                cancellation
            );
        }
        return messages;
    }

    private async Task<int> TellFilingsAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var filings = await (
            from webhook in db.WebhooksThatTell(MessageTypes.DossierFiled)
            join member in db.Members on webhook.Owner equals member.Person
            join filing in db.Filings on member.DossierId equals filing.DossierId
            where filing.FiledAt > since && filing.FiledAt > webhook.TellsSince
            select new
            {
                Webhook = webhook.Id,
                filing.DossierId,
                filing.Id,
                filing.Version,
                filing.FiledAt,
            }
        ).ToListAsync(cancellation);
        var messages = 0;
        foreach (var one in filings)
        {
            var body = payloads.OfFiling(one.DossierId, one.Id, one.Version, one.FiledAt);
            var about = new About(one.Webhook, one.DossierId, $"filing:{one.Id.Value}", one.FiledAt);
            messages += await OweAsync(about, MessageTypes.DossierFiled, body, cancellation);
        }
        return messages;
    }

    private async Task<int> TellDecisionsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now - Fresh;
        var decisions = await (
            from webhook in db.WebhooksThatTell(MessageTypes.DossierDecided)
            join member in db.Members on webhook.Owner equals member.Person
            join decision in db.DecisionsRevealedAt(now) on member.DossierId equals decision.DossierId
            join list in db.WinnerLists on decision.ListId equals list.Id
            where list.PublishAt > since && list.PublishAt > webhook.TellsSince
            select new
            {
                Webhook = webhook.Id,
                decision.DossierId,
                decision.Id,
                list.PublishAt,
            }
        ).ToListAsync(cancellation);
        var messages = 0;
        foreach (var one in decisions)
        {
            var body = payloads.OfDecision(one.DossierId, one.PublishAt);
            var about = new About(one.Webhook, one.DossierId, $"decision:{one.Id.Value}", one.PublishAt);
            messages += await OweAsync(about, MessageTypes.DossierDecided, body, cancellation);
        }
        return messages;
    }

    private Task<int> OweAsync(About about, string type, string body, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into webhook_messages
                (id, webhook_id, dossier_id, type, occasion, body, happened_at, due_at, try, tries_in_a_row)
            select gen_random_uuid(), id, {about.Dossier.Value}, {type}, {about.Occasion}, {body}, {about.At}, portal_now(), 0, 0
            from webhooks where id = {about.Webhook.Value}
            on conflict (webhook_id, occasion) do nothing
            """,
            cancellation
        );

    private sealed record About(WebhookId Webhook, DossierId Dossier, string Occasion, DateTimeOffset At);
}
