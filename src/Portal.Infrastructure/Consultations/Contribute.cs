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
/// became of it and takes it back. The link is the address's, letter by letter: where no mail server reads plus signs, two
/// that differ in what follows one are two people. What counts once is the mailbox.
/// </summary>
public sealed class Contribute(PortalDbContext db, IFileStore store)
{
    /// <summary>Of the mail that asks, followed by the consultation's id and the contribution's.</summary>
    private const string Occasion = "contribution:";

    /// <summary>What one address may leave unconfirmed: nobody fills the portal. The newest pushes out the oldest.</summary>
    private const int MostWaiting = 20;

    /// <summary>Ways to write one mailbox that get a link in a day: nobody fills somebody else's.</summary>
    private const int MostSpellings = 5;

    /// <summary>What one mailbox may have confirmed in a consultation, what was replaced included.</summary>
    private const int MostConfirmed = 50;

    /// <summary>
    /// Keeps what is said until the address is confirmed. Whether the address is known, or has had its links for today,
    /// shows in its mailbox only.
    /// </summary>
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
        // One link, however its letters were typed.
        var email = EmailAddress.Parse(from.Email.Value.ToLowerInvariant());
        var sender = new Contributor(from.Name, email, from.Organisation, from.IsNamed);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext({email.Mailbox}))", cancellation);
        var now = await db.NowAsync(cancellation);
        var all = await db
            .Contributions.Where(one => one.ConsultationId == to.Id && one.Mailbox == email.Mailbox)
            .ToListAsync(cancellation);
        var its = all.Where(one => one.From.Email == email).OrderBy(one => one.SentAt).ToList();
        var key = its.FirstOrDefault()?.Key ?? LinkSecret.New();
        var sent = Contribution.Send(to, article, sender, text, language, key, now);
        if (its.Count == 0 && !email.IsPlain && SpellingsSince(now.AddDays(-1), all) >= MostSpellings)
            return;
        var waiting = its.Where(one => one.ConfirmedAt is null).ToList();
        db.Contributions.RemoveRange(waiting.Take(waiting.Count - MostWaiting + 1));
        db.Contributions.Add(sent);
        await OweLinkAsync(to, sent, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static int SpellingsSince(DateTimeOffset since, IEnumerable<Contribution> all) =>
        all.Where(one => one.SentAt > since).Select(one => one.From.Email).Distinct().Count();

    /// <summary>
    /// Once a day: the link confirms whatever else the address sends. It greets nobody: whose the name is that was typed,
    /// nobody knows yet.
    /// </summary>
    private async Task OweLinkAsync(
        Consultation to,
        Contribution sent,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var its = $"{Occasion}{to.Id.Value}:";
        var isOwed = await db.Outbox.AnyAsync(
            mail =>
                mail.Recipient == sent.From.Email && mail.Occasion.StartsWith(its) && mail.CreatedAt > now.AddDays(-1),
            cancellation
        );
        if (isOwed)
            return;
        db.Outbox.Add(
            new OutboxMail
            {
                Recipient = sent.From.Email,
                Occasion = $"{its}{sent.Id.Value}",
                Template = "contribution-asked",
                Language = sent.Language,
                HoldsSecret = true,
                Data = new Facts()
                    .Text("title", to.Words.Title)
                    .Link(PathOf(sent.Key))
                    .For(new Addressee(sent.From.Email.Value, Name: "", sent.Language)),
                CreatedAt = now,
            }
        );
    }

    /// <summary>
    /// Confirms what the address sent and its owner read. The last one of a mailbox on an article takes the place of those
    /// before; their files go.
    /// </summary>
    /// <param name="key">Of the link.</param>
    /// <param name="read">Those that the page showed: somebody else may have sent more since.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether there is such a link.</returns>
    /// <exception cref="RefusedException">The consultation is answered, or the mailbox has confirmed enough.</exception>
    public async Task<bool> ConfirmAsync(
        string key,
        IReadOnlyCollection<ContributionId> read,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HoldAsync(key, cancellation) is not { } held)
            return false;
        var its = await db.ContributionsOf(key).OrderBy(one => one.SentAt).ToListAsync(cancellation);
        var (now, left) = (await db.NowAsync(cancellation), new List<ContributedFile>());
        var confirmed = its.Count == 0 ? [] : await ConfirmedAsync(held, its[0].Mailbox, cancellation);
        foreach (var one in its.Where(one => one.ConfirmedAt is null && read.Contains(one.Id)))
        {
            if (confirmed.Count >= MostConfirmed)
                throw new RefusedException(ConsultationRefusals.ConfirmedEnough(MostConfirmed));
            var others = confirmed.Where(other => other.Article == one.Article && other.ReplacedAt is null).ToList();
            var files = others.Select(other => (other, other.File)).ToList();
            one.Confirm(others, now);
            left.AddRange(files.Where(its => its.other.File != its.File).Select(its => its.File!));
            confirmed.Add(one);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        foreach (var file in left)
            await store.DeleteAsync(file.StoredAs, CancellationToken.None);
        return true;
    }

    private Task<List<Contribution>> ConfirmedAsync(
        Consultation held,
        string mailbox,
        CancellationToken cancellation
    ) =>
        db
            .Contributions.Where(one =>
                one.ConsultationId == held.Id && one.Mailbox == mailbox && one.ConfirmedAt != null
            )
            .ToListAsync(cancellation);

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
