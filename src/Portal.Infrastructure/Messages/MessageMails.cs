using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Messages;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Messages;

/// <summary>
/// Tells that a message waits: once until it is read, however many follow, and at most a few times a day to one
/// address. What was written stays on the portal.
/// </summary>
internal sealed class MessageMails(Letters letters) : IMailsOf
{
    /// <summary>To one address, within a day.</summary>
    private const int MostADay = 3;

    private const string ToCarrier = "message-to-carrier";
    private const string ToStaff = "message-to-staff";

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            MessageWritten { From: MessageSide.Staff } written => WaitsForTeamAsync(written),
            MessageWritten { From: MessageSide.Carrier } written => WaitsForStaffAsync(written),
            _ => Letters.None,
        };

    public static string OccasionOf(MessageId first) => $"message.waits:{first.Value}";

    private async Task<IReadOnlyList<OutboxMail>> WaitsForTeamAsync(MessageWritten written)
    {
        var db = letters.Db;
        var people = letters.Tracked(written.Dossier)!.Members.Select(member => member.Person).ToList();
        var waiting = new Dictionary<Guid, MessageId>();
        foreach (var person in people)
            waiting[person.Value] = await FirstAsync(db.UnreadByTeam(person), written);
        var ids = waiting.Keys.ToList();
        var path = $"/dossiers/{written.Dossier.Value}/messages";
        return await OweAsync(
            db.Users.Where(account => ids.Contains(account.Id)),
            account => waiting[account.Id],
            ToCarrier,
            letters.Tracked(written.Dossier)!.Title,
            path,
            written
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> WaitsForStaffAsync(MessageWritten written)
    {
        var db = letters.Db;
        var dossier = letters.Tracked(written.Dossier)!;
        var team = dossier.Members.Select(member => member.Person.Value).ToList();
        var first = await FirstAsync(db.UnreadByStaff(), written);
        var title = await db
            .Filings.Where(filing => filing.Id == dossier.FilingId)
            .Select(filing => filing.Title)
            .SingleOrDefaultAsync(letters.Cancellation);
        return await OweAsync(
            db.Users.Where(account =>
                !team.Contains(account.Id)
                && db.CallOfficers.Any(officer =>
                    officer.CallId == dossier.CallId && officer.Person.Value == account.Id
                )
            ),
            _ => first,
            ToStaff,
            title ?? dossier.Title,
            $"/staff/dossiers/{dossier.Id.Value}/messages",
            written
        );
    }

    /// <summary>The first message of those that wait; the one just written, which isn't saved yet, where none did.</summary>
    private async Task<MessageId> FirstAsync(IQueryable<Message> unread, MessageWritten written) =>
        await unread
            .Where(message => message.DossierId == written.Dossier)
            .OrderBy(message => message.WrittenAt)
            .Select(message => (MessageId?)message.Id)
            .FirstOrDefaultAsync(letters.Cancellation)
        ?? written.Message;

    private async Task<IReadOnlyList<OutboxMail>> OweAsync(
        IQueryable<Account> to,
        Func<Account, MessageId> first,
        string template,
        string title,
        string path,
        MessageWritten written
    )
    {
        var call = await letters
            .Db.Calls.Where(one => letters.Db.Dossiers.Any(own => own.Id == written.Dossier && own.CallId == one.Id))
            .Select(one => one.Presentation)
            .SingleAsync(letters.Cancellation);
        var mails = new List<OutboxMail>();
        foreach (var account in await to.AsNoTracking().ToListAsync(letters.Cancellation))
        {
            var occasion = OccasionOf(first(account));
            if (await IsToldAsync(account, occasion, template, written.At))
                continue;
            var facts = new Facts().Text("title", title).Text("call", call.Title).Link(path);
            var reader = new Addressee(account.Email!, account.Name, account.Language);
            mails.Add(Letters.Owe(reader, template, occasion, facts, written.At));
        }
        return mails;
    }

    private async Task<bool> IsToldAsync(Account account, string occasion, string template, DateTimeOffset now)
    {
        var (recipient, yesterday) = (EmailAddress.Parse(account.Email!), now.AddDays(-1));
        var owed = await letters
            .Db.Outbox.Where(mail => mail.Recipient == recipient && mail.Template == template)
            .Where(mail => mail.Occasion == occasion || mail.CreatedAt > yesterday)
            .Select(mail => mail.Occasion)
            .ToListAsync(letters.Cancellation);
        return owed.Contains(occasion) || owed.Count >= MostADay;
    }
}
