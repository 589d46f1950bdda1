using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Messages;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Messages;

/// <summary>
/// Tells that a message waits: once until it is read, however many follow, and at most a few times a day to one
/// address: what would be one too many waits for the next day. What was written stays on the portal.
/// </summary>
internal sealed class MessageMails(Letters letters) : IMailsOf
{
    /// <summary>To one address, within a day.</summary>
    private const int MostADay = 3;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private const string ToCarrier = "message-to-carrier";
    private const string ToStaff = "message-to-staff";

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            MessageWritten { From: MessageSide.Staff } written => WaitsForTeamAsync(written),
            MessageWritten { From: MessageSide.Carrier } written => WaitsForStaffAsync(written),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> WaitsForTeamAsync(MessageWritten written)
    {
        var db = letters.Db;
        var dossier = letters.Tracked(written.Dossier)!;
        var unread = await db.UnreadByTeams()
            .Where(one => one.Message.DossierId == dossier.Id)
            .OrderBy(one => one.Message.WrittenAt)
            .ThenBy(one => one.Message.Id)
            .Select(one => new { one.Person, one.Message.Id })
            .ToListAsync(letters.Cancellation);
        var first = unread.DistinctBy(one => one.Person).ToDictionary(one => one.Person, one => one.Id);
        var people = dossier.Members.Select(member => member.Person.Value).ToList();
        var news = new WaitingNews(ToCarrier, dossier.Title, $"/dossiers/{dossier.Id.Value}/messages", written.At);
        return await OweAsync(
            db.Users.Where(account => people.Contains(account.Id)),
            // The one just written isn't saved yet.
            account => first.GetValueOrDefault(account.Person, written.Message),
            news,
            dossier.CallId
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> WaitsForStaffAsync(MessageWritten written)
    {
        var db = letters.Db;
        var dossier = letters.Tracked(written.Dossier)!;
        var team = dossier.Members.Select(member => member.Person.Value).ToList();
        var first = await db.UnreadByStaff()
            .Where(message => message.DossierId == dossier.Id)
            .OrderBy(message => message.WrittenAt)
            .ThenBy(message => message.Id)
            .Select(message => (MessageId?)message.Id)
            .FirstOrDefaultAsync(letters.Cancellation);
        var title = await db
            .Filings.Where(filing => filing.Id == dossier.FilingId)
            .Select(filing => filing.Title)
            .SingleOrDefaultAsync(letters.Cancellation);
        var path = $"/staff/dossiers/{dossier.Id.Value}/messages";
        return await OweAsync(
            db.Users.Where(account =>
                !team.Contains(account.Id)
                && db.CallOfficers.Any(officer =>
                    officer.CallId == dossier.CallId && officer.Person.Value == account.Id
                )
            ),
            _ => first ?? written.Message,
            new WaitingNews(ToStaff, title ?? dossier.Title, path, written.At),
            dossier.CallId
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> OweAsync(
        IQueryable<Account> to,
        Func<Account, MessageId> first,
        WaitingNews news,
        CallId id
    )
    {
        var facts = await FactsAsync(news, id);
        var readers = await to.AsNoTracking().ToListAsync(letters.Cancellation);
        var occasions = readers.ToDictionary(one => one.Id, one => WaitingMails.OccasionOf(first(one)));
        var told = await ToldAsync(readers, occasions.Values, news, letters.Cancellation);
        return
        [
            .. from reader in readers
            let its = told[EmailAddress.Parse(reader.Email!)].ToList()
            where its.TrueForAll(mail => mail.Occasion != occasions[reader.Id])
            select Letters.Owe(
                new Addressee(reader.Email!, reader.Name, reader.Language),
                news.Template,
                occasions[reader.Id],
                facts,
                news.At,
                NotBefore(its, news.At)
            ),
        ];
    }

    private async Task<Facts> FactsAsync(WaitingNews news, CallId id)
    {
        var call = await letters
            .Db.Calls.Where(one => one.Id == id)
            .Select(one => one.Presentation)
            .SingleAsync(letters.Cancellation);
        return new Facts().Text("title", news.Title).Text("call", call.Title).Moment("at", news.At).Link(news.Path);
    }

    /// <summary>The mails that tell of these messages already, and those that leave late enough to put off another one.</summary>
    private async Task<ILookup<EmailAddress, ToldMail>> ToldAsync(
        IEnumerable<Account> readers,
        IEnumerable<string> occasions,
        WaitingNews news,
        CancellationToken cancellation
    )
    {
        var addresses = readers.Select(reader => EmailAddress.Parse(reader.Email!)).ToList();
        var (known, yesterday) = (occasions.Distinct().ToList(), news.At - Day);
        var mails = await letters
            .Db.Outbox.Where(mail => mail.Template == news.Template && addresses.Contains(mail.Recipient))
            .Where(mail => known.Contains(mail.Occasion) || (mail.NotBefore ?? mail.CreatedAt) > yesterday)
            .Select(mail => new ToldMail(mail.Recipient, mail.Occasion, mail.NotBefore ?? mail.CreatedAt))
            .ToListAsync(cancellation);
        return mails.ToLookup(mail => mail.To);
    }

    /// <summary>When a mail that would be one too many leaves: a day after the last but two.</summary>
    private static DateTimeOffset? NotBefore(IEnumerable<ToldMail> its, DateTimeOffset now) =>
        its.Select(mail => mail.Leaves).Where(at => at > now - Day).OrderDescending().Skip(MostADay - 1).ToList()
            is [var last, ..]
            ? last + Day
            : null;

    private sealed record WaitingNews(string Template, string Title, string Path, DateTimeOffset At);

    private sealed record ToldMail(EmailAddress To, string Occasion, DateTimeOffset Leaves);
}
