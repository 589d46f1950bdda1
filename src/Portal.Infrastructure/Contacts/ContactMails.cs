using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Contacts;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Contacts;

/// <summary>Contacts learn that a draft is open to them, and its team what they say.</summary>
internal sealed class ContactMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            DossierOpened opened => OpenedAsync(opened),
            ContactCommented said => SaidAsync(said),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> OpenedAsync(DossierOpened opened)
    {
        var title = await TitleAsync(opened.Dossier);
        var people = letters
            .Db.ContactsIn(opened.Region)
            .Where(account =>
                !letters.Db.Members.Any(member =>
                    member.DossierId == opened.Dossier && member.Person.Value == account.Id
                )
            );
        var facts = new Facts().Text("title", title).Link($"/region/dossiers/{opened.Dossier.Value}");
        var occasion = $"dossier-opened:{opened.Dossier.Value}:{opened.At.ToUnixTimeSeconds()}";
        return await letters.OweAsync(people, "dossier-opened", occasion, facts, opened.At);
    }

    private async Task<IReadOnlyList<OutboxMail>> SaidAsync(ContactCommented said)
    {
        var body = await letters
            .Db.ContactBodies.Where(one => one.Id == said.Body)
            .Select(one => one.Name)
            .SingleAsync(letters.Cancellation);
        return await letters.ToTeamAsync(
            said,
            "contact-commented",
            $"contact-commented:{said.Dossier.Value}:{said.At.ToUnixTimeMilliseconds()}",
            new Facts().Text("contact", body).Link($"/dossiers/{said.Dossier.Value}/contacts"),
            member => member.Role != MemberRole.Reader
        );
    }

    private Task<string> TitleAsync(DossierId id) =>
        letters.Db.Dossiers.Where(one => one.Id == id).Select(one => one.Title).SingleAsync(letters.Cancellation);
}
