using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Consultations;

/// <summary>
/// Takes contributions without an account: each address has one link a consultation, which confirms what it sent, shows what
/// became of it and takes it back.
/// </summary>
public sealed class Contribute(PortalDbContext db, IFileStore store)
{
    private const string Occasion = "contribution:";

    /// <summary>What one address may leave unconfirmed: nobody fills somebody else's mailbox, or the portal.</summary>
    private const int MostWaiting = 20;

    /// <summary>Keeps what is said until the address is confirmed. Whether the address is known shows in its mailbox only.</summary>
    /// <exception cref="RefusedException">It isn't taken.</exception>
    public async Task SendAsync(
        Consultation to,
        string? article,
        Contributor from,
        string text,
        string language,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtext({from.Email.Mailbox}))",
            cancellation
        );
        var now = await db.NowAsync(cancellation);
        var its = await db
            .Contributions.Where(one => one.ConsultationId == to.Id && one.Mailbox == from.Email.Mailbox)
            .Select(one => new { one.Key, IsWaiting = one.ConfirmedAt == null })
            .ToListAsync(cancellation);
        if (its.Count(one => one.IsWaiting) >= MostWaiting)
            throw new RefusedException(ConsultationRefusals.ConfirmFirst(MostWaiting));
        var key = its.Select(one => one.Key).FirstOrDefault() ?? LinkSecret.New();
        var sent = Contribution.Send(to, article, from, text, language, key, now);
        db.Contributions.Add(sent);
        await OweLinkAsync(to, sent, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Once a day: the link confirms whatever else the address sends.</summary>
    private async Task OweLinkAsync(
        Consultation to,
        Contribution sent,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var occasion = $"{Occasion}{sent.Id.Value}";
        var path = PathOf(sent.Key);
        var isOwed = await db
            .Database.SqlQuery<int>(
                $"""
                select 1 as "Value" from outbox
                where template = 'contribution-asked' and data ->> 'link' = {path} and created_at > {now.AddDays(-1)}
                """
            )
            .AnyAsync(cancellation);
        if (isOwed)
            return;
        var addressee = new Addressee(sent.From.Email.Value, sent.From.Name, sent.Language);
        var facts = new Facts().Text("title", to.Words.Title).Link(path);
        db.Outbox.Add(Letters.Owe(addressee, "contribution-asked", occasion, facts, now));
    }

    /// <summary>Confirms all that the address sent, each taking the place of what it said before on the same article.</summary>
    /// <returns>Whether there is such a link.</returns>
    /// <exception cref="RefusedException">The consultation is answered.</exception>
    public async Task<bool> ConfirmAsync(string key, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HoldAsync(key, cancellation) is null)
            return false;
        var its = await db.ContributionsOf(key).OrderBy(one => one.SentAt).ToListAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        foreach (var one in its.Where(one => one.ConfirmedAt is null))
        {
            var earlier = its.Where(other =>
                other.Article == one.Article && other.ConfirmedAt is not null && other.ReplacedAt is null
            );
            one.Confirm([.. earlier], now);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>Takes one back before the consultation is answered: it is forgotten.</summary>
    /// <returns>Whether there is such a link; doing it twice changes nothing.</returns>
    public async Task<bool> TakeBackAsync(string key, ContributionId id, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HoldAsync(key, cancellation) is null)
            return false;
        var taken = await db.ContributionsOf(key).SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (taken is not null)
            db.Contributions.Remove(taken);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        if (taken?.File is { } file)
            await store.DeleteAsync(file.StoredAs, CancellationToken.None);
        return true;
    }

    internal async Task<Consultation?> HoldAsync(string key, CancellationToken cancellation)
    {
        var id = await db.ContributionsOf(key)
            .Select(one => (ConsultationId?)one.ConsultationId)
            .FirstOrDefaultAsync(cancellation);
        if (id is null || await db.HoldConsultationAsync(id.Value, cancellation) is not { } held)
            return null;
        return held.AnsweredAt is null ? held : throw new RefusedException(ConsultationRefusals.AnsweredAlready);
    }

    internal static string PathOf(string key) => $"/contributions/{key}";
}
