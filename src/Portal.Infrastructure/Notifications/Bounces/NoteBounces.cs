using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Notifications;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications.Bounces;

/// <summary>Notes at its mail that it came back, and at its address that it takes none. The same report twice changes nothing.</summary>
public sealed class NoteBounces(PortalDbContext db, PortalAddress address)
{
    /// <summary>Servers give up after five days (RFC 5321, 4.5.4.1), and mailboxes are read by and by.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    public async Task RunAsync(IReadOnlyList<Bounce> bounces, CancellationToken cancellation)
    {
        foreach (var bounce in bounces)
            if (MailOf(bounce.MessageId) is { } mail)
                await NoteAsync(mail, bounce, cancellation);
    }

    /// <summary>Its owner showed that the address takes mail: what waits for it leaves.</summary>
    public async Task ConfirmAsync(EmailAddress confirmed, CancellationToken cancellation)
    {
        var lower = confirmed.Value.ToLowerInvariant();
        var refusal = await db.AddressRefusals.SingleOrDefaultAsync(one => one.Address == lower, cancellation);
        refusal?.Confirm(await db.NowAsync(cancellation));
    }

    /// <returns>Null for what no mail of this portal has as its id.</returns>
    private Guid? MailOf(string messageId) =>
        messageId.Split('@') is [var id, var host]
        && host.Equals(address.Host, StringComparison.OrdinalIgnoreCase)
        && Guid.TryParse(id, out var mail)
            ? mail
            : null;

    private async Task NoteAsync(Guid id, Bounce bounce, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Reports of several mails to one address may come at once.
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended('bounce:' || (select lower(recipient) from outbox where id = {id}), 0))",
            cancellation
        );
        var mail = await db.Outbox.SingleOrDefaultAsync(one => one.Id == id, cancellation);
        var now = await db.NowAsync(cancellation);
        // What never left can't have come back, nor what left long ago, nor from somebody to whom it didn't go.
        if (
            mail is null
            || (mail.SentAt ?? mail.ClaimedAt) is not { } left
            || left < now - Longest
            || !bounce.IsAbout(mail.Recipient)
        )
            return;
        mail.Bounce(bounce.Kind, $"{bounce.Status} {bounce.Said}".Trim(), now);
        if (bounce.Kind == BounceKind.Hard)
            await RefuseAsync(mail, bounce, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task RefuseAsync(OutboxMail mail, Bounce bounce, DateTimeOffset now, CancellationToken cancellation)
    {
        var lower = mail.Recipient.Value.ToLowerInvariant();
        var refusal = await db.AddressRefusals.SingleOrDefaultAsync(one => one.Address == lower, cancellation);
        refusal ??= db.AddressRefusals.Add(new AddressRefusal(mail.Recipient)).Entity;
        if (!refusal.Refuse(bounce.Status, mail.SentAt ?? mail.ClaimedAt, now))
            return;
        var normal = mail.Recipient.Value.ToUpperInvariant();
        var person = await db
            .Users.Where(account => account.NormalizedEmail == normal)
            .Select(account => (Guid?)account.Id)
            .SingleOrDefaultAsync(cancellation);
        if (person is { } known)
            db.History.Add(HistoryEntry.Of(new AddressRefused(new PersonId(known), bounce.Status, now)));
    }
}

public static class AddressRefusalQueries
{
    /// <summary>Whether nothing but account mails is sent to it.</summary>
    public static Task<bool> IsRefusedAsync(this PortalDbContext db, string? address, CancellationToken cancellation)
    {
        var lower = address?.ToLowerInvariant();
        return db.AddressRefusals.AnyAsync(one => one.Address == lower && one.ConfirmedAt == null, cancellation);
    }
}
