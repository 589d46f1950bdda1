using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Awards;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Awards;

/// <summary>Takes a vote, which counts once confirmed from its mailbox. A later one of the same address replaces it until then.</summary>
public sealed class CastVote(PortalDbContext db)
{
    /// <summary>Links that one address gets in a day.</summary>
    private const int MostLinks = 5;

    /// <exception cref="RefusedException">No vote is taken now, or for no such entry.</exception>
    public async Task AskAsync(
        AwardEdition edition,
        DossierId entry,
        EmailAddress email,
        IPAddress? from,
        LocalizedText title,
        string language,
        CancellationToken cancellation
    )
    {
        var mailbox = email.Mailbox;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext({mailbox}))", cancellation);
        var now = await db.NowAsync(cancellation);
        var vote = PublicVote.Cast(edition, entry, email, NetworkOf(edition, from), LinkSecret.New(), now);
        var today = await db.Votes.CountAsync(
            one => one.WaveId == edition.WaveId && one.Mailbox == mailbox && one.CastAt > now.AddDays(-1),
            cancellation
        );
        if (today >= MostLinks)
            return;
        db.Votes.Add(vote);
        var facts = new Facts().Text("title", title).Link($"/votes/{vote.Key}");
        var to = new Addressee(email.Value, "", language);
        db.Outbox.Add(Letters.Owe(to, "vote-asked", $"vote:{vote.Id.Value}", facts, now));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <returns>Whether there is such a vote.</returns>
    /// <exception cref="RefusedException">The vote is over.</exception>
    /// <exception cref="DbUpdateException">The address has voted in this category already.</exception>
    public async Task<bool> ConfirmAsync(string key, CancellationToken cancellation)
    {
        if (await db.Votes.SingleOrDefaultAsync(one => one.Key == key, cancellation) is not { } vote)
            return false;
        var edition = await db.AwardEditions.AsNoTracking().SingleAsync(one => one.WaveId == vote.WaveId, cancellation);
        vote.Confirm(edition, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    /// <summary>
    /// Names a network of this edition so that nobody reads it back without knowing the edition: a hash of its first
    /// bytes, 24 bits of an IPv4 address, 48 of an IPv6 one.
    /// </summary>
    private static string NetworkOf(AwardEdition edition, IPAddress? from)
    {
        var bytes = (from?.IsIPv4MappedToIPv6 == true ? from.MapToIPv4() : from)?.GetAddressBytes() ?? [];
        var network = bytes.Length == 4 ? bytes.AsSpan(0, 3) : bytes.AsSpan(0, Math.Min(6, bytes.Length));
        return Convert.ToHexStringLower(SHA256.HashData([.. edition.WaveId.Value.ToByteArray(), .. network]))[..16];
    }
}
