using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Notifications;

/// <summary>Mails as pages show them, the newest first, a page at a time.</summary>
public sealed class MailReading(PortalDbContext db, ShowMail show)
{
    private const int PageSize = 50;

    /// <param name="mails">Those that the viewer may see.</param>
    /// <param name="inFull">Those of them that they read with names and titles.</param>
    /// <param name="filter">What is looked for.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The lines, and the place after which the next page begins; null on the last one.</returns>
    public async Task<(IReadOnlyList<MailLine> Lines, string? Older)> PageAsync(
        IQueryable<OutboxMail> mails,
        IQueryable<OutboxMail> inFull,
        MailFilter filter,
        CancellationToken cancellation
    )
    {
        var rows = await Matching(mails, inFull, filter)
            .OrderByDescending(mail => mail.CreatedAt)
            .ThenByDescending(mail => mail.Id)
            .Take(PageSize + 1)
            .Select(mail => new { Mail = mail, InFull = inFull.Any(one => one.Id == mail.Id) })
            .AsNoTracking()
            .ToListAsync(cancellation);
        var page = rows.Take(PageSize).ToList();
        var words = await MailWordings.ReadAsync(db, cancellation);
        var last = rows.Count > PageSize ? page[^1].Mail : null;
        return (
            [.. page.Select(row => LineOf(row.Mail, row.InFull, show.Compose(row.Mail, row.InFull, words)))],
            last is null ? null : new MailPlace(last.CreatedAt, last.Id).ToString()
        );
    }

    /// <param name="mails">Those whose addresses the viewer may read.</param>
    /// <returns>The addresses among theirs that take no mail, the latest first.</returns>
    public async Task<IReadOnlyList<RefusedAddress>> RefusedAsync(
        IQueryable<OutboxMail> mails,
        CancellationToken cancellation
    ) =>
        await db
            .AddressRefusals.Where(one => one.ConfirmedAt == null)
            .Where(one => mails.Any(mail => ((string)(object)mail.Recipient).ToLower() == one.Address))
            .OrderByDescending(one => one.RefusedAt)
            .Take(PageSize)
            .Select(one => new RefusedAddress(one.Address, one.RefusedAt, one.Status))
            .ToListAsync(cancellation);

    /// <returns>The mail in a line, and as its reader has it, or without names and titles.</returns>
    public async Task<(MailLine Line, ComposedMail? Mail)> OneAsync(
        OutboxMail mail,
        bool inFull,
        CancellationToken cancellation
    )
    {
        var carried =
            mail.Template == MailClasses.Digest
                ? await db
                    .Outbox.Where(one => one.CarriedBy == mail.Id)
                    .OrderBy(one => one.CreatedAt)
                    .AsNoTracking()
                    .ToListAsync(cancellation)
                : [];
        var composed = show.Compose(mail, inFull, await MailWordings.ReadAsync(db, cancellation), carried);
        return (LineOf(mail, inFull, composed), composed);
    }

    private static MailLine LineOf(OutboxMail mail, bool inFull, ComposedMail? composed) =>
        new(
            mail.Id,
            composed?.Subject,
            inFull ? mail.Recipient.Value : null,
            mail.CreatedAt,
            mail.SentAt,
            StateOf(mail)
        )
        {
            Returned = mail is { BouncedAt: { } at, BounceKind: { } kind }
                ? new ReturnedMail(at, kind, inFull ? mail.BounceSaid : null)
                : null,
            IsNews = MailClasses.Of(mail.Template) == MailClass.News,
        };

    private static MailState StateOf(OutboxMail mail) =>
        mail switch
        {
            { BouncedAt: not null } => MailState.Returned,
            { SentAt: not null } => MailState.Sent,
            { Way: OutboxWay.PortalOnly } => MailState.PortalOnly,
            { Way: OutboxWay.Digest } => MailState.WithOthers,
            { ClaimedAt: not null } or { LastError: not null } => MailState.InDoubt,
            _ => MailState.Owed,
        };

    private static IQueryable<OutboxMail> Matching(
        IQueryable<OutboxMail> mails,
        IQueryable<OutboxMail> inFull,
        MailFilter filter
    )
    {
        var found = InState(mails, filter.State);
        // Whom a mail goes to is found by who may read it alone.
        if (filter.To is { Length: > 0 } text)
            found = EmailAddress.TryParse(text, out var to)
                ? InState(mails, filter.State)
                    .Where(mail => mail.Recipient == to && inFull.Any(one => one.Id == mail.Id))
                : mails.Where(_ => false);
        if (MailPlace.Parse(filter.Before) is not var (at, id))
            return found;
        return found.Where(mail =>
            EF.Functions.LessThan(ValueTuple.Create(mail.CreatedAt, mail.Id), ValueTuple.Create(at, id))
        );
    }

    private static IQueryable<OutboxMail> InState(IQueryable<OutboxMail> mails, MailState? state) =>
        state switch
        {
            MailState.Returned => mails.Where(mail => mail.BouncedAt != null),
            MailState.Sent => mails.Where(mail => mail.SentAt != null && mail.BouncedAt == null),
            MailState.PortalOnly => mails.Where(mail => mail.SentAt == null && mail.Way == OutboxWay.PortalOnly),
            MailState.WithOthers => mails.Where(mail => mail.SentAt == null && mail.Way == OutboxWay.Digest),
            MailState.InDoubt => Alone(mails).Where(mail => mail.ClaimedAt != null || mail.LastError != null),
            MailState.Owed => Alone(mails).Where(mail => mail.ClaimedAt == null && mail.LastError == null),
            _ => mails,
        };

    private static IQueryable<OutboxMail> Alone(IQueryable<OutboxMail> mails) =>
        mails.Where(mail =>
            mail.SentAt == null && mail.BouncedAt == null && (mail.Way == null || mail.Way == OutboxWay.AtOnce)
        );
}
