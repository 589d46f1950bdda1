using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Awards;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Awards;

/// <summary>What a voter is told of their vote.</summary>
/// <param name="Call">The title of the call.</param>
/// <param name="Entry">The title of the entry.</param>
public sealed record VoteWords(LocalizedText Call, string Entry);

/// <summary>
/// Takes a vote, which counts once confirmed from its mailbox. Several that wait there stand beside each other: whoever
/// asked for one with somebody else's address takes none away, and each link lets its reader choose the entry.
/// </summary>
public sealed class CastVote(PortalDbContext db)
{
    /// <summary>Of the mail that asks, followed by the vote's id.</summary>
    internal const string Occasion = "vote:";

    /// <summary>Links that one mailbox gets in a day.</summary>
    private const int MostLinks = 5;

    /// <exception cref="RefusedException">No vote is taken now, or for no such entry.</exception>
    public async Task AskAsync(
        AwardEdition edition,
        DossierId entry,
        EmailAddress email,
        IPAddress? from,
        VoteWords words,
        string language,
        CancellationToken cancellation
    )
    {
        var mailbox = email.Mailbox;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext({mailbox}))", cancellation);
        var now = await db.NowAsync(cancellation);
        var vote = PublicVote.Cast(edition, entry, email, NetworkOf(edition, from), LinkSecret.New(), now);
        if (!await db.EntriesToVoteFor(edition).AnyAsync(one => one.Id == entry, cancellation))
            throw new RefusedException(AwardRefusals.NotShortlisted);
        var today = await db.Votes.CountAsync(
            one => one.WaveId == edition.WaveId && one.Mailbox == mailbox && one.CastAt > now.AddDays(-1),
            cancellation
        );
        if (today >= MostLinks)
            return;
        db.Votes.Add(vote);
        db.Outbox.Add(MailOf(vote, words, language, now));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static OutboxMail MailOf(PublicVote vote, VoteWords words, string language, DateTimeOffset now) =>
        new()
        {
            Recipient = vote.Email,
            Occasion = $"{Occasion}{vote.Id.Value}",
            Template = "vote-asked",
            Language = language,
            HoldsSecret = true,
            Data = new Facts()
                .Text("title", words.Call)
                .Text("entry", words.Entry)
                .Link($"/votes/{vote.Key}")
                .For(new Addressee(vote.Email.Value, Name: "", language)),
            CreatedAt = now,
        };

    /// <param name="key">Of the link.</param>
    /// <param name="entry">The one that was chosen; null for the one that was asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether there is such a vote.</returns>
    /// <exception cref="RefusedException">The vote is over, or the entry isn't there to vote for.</exception>
    /// <exception cref="DbUpdateException">The address has voted in this category already.</exception>
    public async Task<bool> ConfirmAsync(string key, DossierId? entry, CancellationToken cancellation)
    {
        if (await db.Votes.SingleOrDefaultAsync(one => one.Key == key, cancellation) is not { } vote)
            return false;
        var edition = await db.AwardEditions.AsNoTracking().SingleAsync(one => one.WaveId == vote.WaveId, cancellation);
        var chosen = entry ?? vote.DossierId;
        if (!await db.EntriesToVoteFor(edition).AnyAsync(one => one.Id == chosen, cancellation))
            throw new RefusedException(AwardRefusals.NotShortlisted);
        vote.Confirm(edition, chosen, await db.NowAsync(cancellation));
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
