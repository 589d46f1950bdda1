using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Calls.News;

/// <summary>Subscribes an address to the news of the calls, once its owner confirmed, and ends it at one click.</summary>
public sealed class Subscribe(PortalDbContext db)
{
    private const string Occasion = "subscription:";
    private const int MostLinksADay = 3;

    /// <summary>
    /// Sends the link that confirms. Whether the address is subscribed already shows in its mailbox only: the link is
    /// sent again, and a day lies between two.
    /// </summary>
    public async Task AskAsync(EmailAddress typed, string? theme, string language, CancellationToken cancellation)
    {
        // One mailbox, however its letters were typed.
        var email = EmailAddress.Parse(typed.Value.ToLowerInvariant());
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext({email.Value}))", cancellation);
        var now = await db.NowAsync(cancellation);
        var known = await db
            .Subscriptions.Where(one => one.Email == email && one.Theme == theme)
            .SingleOrDefaultAsync(cancellation);
        if (known is null)
            db.Subscriptions.Add(known = Subscription.Ask(email, theme, language, LinkSecret.New(), now));
        await OweLinkAsync(known, language, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Once a day for each subscription, and few a day in all: nobody floods somebody else's mailbox.</summary>
    private async Task OweLinkAsync(
        Subscription subscription,
        string language,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var occasion = $"{Occasion}{subscription.Id.Value}:{now:yyyyMMdd}";
        var sent = await db
            .Outbox.Where(mail => mail.Recipient == subscription.Email && mail.Occasion.StartsWith(Occasion))
            .Where(mail => mail.CreatedAt > now.AddDays(-1))
            .Select(mail => mail.Occasion)
            .ToListAsync(cancellation);
        if (sent.Count >= MostLinksADay || sent.Contains(occasion))
            return;
        var to = new Addressee(subscription.Email.Value, "", language);
        var facts = new Facts().Link(PathOf(subscription.Key));
        db.Outbox.Add(Letters.Owe(to, "subscription-asked", occasion, facts, now));
    }

    /// <returns>Whether there is such a subscription.</returns>
    public async Task<bool> ConfirmAsync(string key, CancellationToken cancellation)
    {
        if (await db.Subscriptions.SingleOrDefaultAsync(one => one.Key == key, cancellation) is not { } subscription)
            return false;
        subscription.Confirm(await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    /// <summary>
    /// Forgets the address and the mails to it, but for one that is on its way at this moment. Doing it twice changes
    /// nothing.
    /// </summary>
    public async Task EndAsync(string key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var address = await db
            .Subscriptions.Where(one => one.Key == key)
            .Select(one => one.Email)
            .SingleOrDefaultAsync(cancellation);
        await db.Subscriptions.Where(one => one.Key == key).ExecuteDeleteAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from outbox
            where (data ->> 'unsubscribe' = {path} or data ->> 'link' = {path}) and (claimed_at is null or sent_at is not null)
            """,
            cancellation
        );
        if (address is not null)
            await ForgetAsync(address, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Of an address without an account, what was made of its mails, and what its server said.</summary>
    private Task<int> ForgetAsync(EmailAddress address, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with nobody as (
                select where not exists (select from accounts where normalized_email = upper({address.Value}))
                         and not exists (select from subscriptions where lower(email) = lower({address.Value}))
            ),
            digests as (
                delete from outbox mail using nobody
                where mail.template = {MailClasses.Digest} and lower(mail.recipient) = lower({address.Value})
                  and (mail.claimed_at is null or mail.sent_at is not null)
                  and not exists (select from outbox part where part.carried_by = mail.id)
            )
            delete from address_refusals refusal using nobody
            where refusal.address = lower({address.Value})
              and not exists (select from outbox where lower(recipient) = refusal.address and template <> {MailClasses.Digest})
            """,
            cancellation
        );

    internal static string PathOf(string key) => $"/subscriptions/{key}";
}
