using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Asks signatories once for each content, and tells the coordinator of each signature.</summary>
internal sealed class SignOffMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            SignaturesAsked asked => AskedAsync(asked),
            PartnerSigned signed => SignedAsync(signed),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> AskedAsync(SignaturesAsked asked)
    {
        var occasion = $"dossier.sign:{asked.Dossier.Value}:{asked.ContentSha256}";
        var partners = asked.Partners.ToList();
        var known = letters.Db.Outbox.Where(mail => mail.Occasion == occasion).Select(mail => mail.Recipient);
        var told = (await known.ToListAsync(letters.Cancellation)).Select(address => address.Value).ToList();
        var signatories = letters.Db.Users.Where(account =>
            letters.Db.Members.Any(member =>
                member.DossierId == asked.Dossier
                && member.Role == MemberRole.Signatory
                && partners.Contains(member.Partner)
                && member.Person.Value == account.Id
            ) && !told.Contains(account.Email!)
        );
        return await letters.OweAsync(signatories, "signature-asked", occasion, await FactsAsync(asked), asked.At);
    }

    private async Task<IReadOnlyList<OutboxMail>> SignedAsync(PartnerSigned signed) =>
        letters.Tracked(signed.Dossier)!.Coordinator == signed.By
            ? []
            : await letters.OweAsync(
                letters.CoordinatorOf(signed.Dossier),
                "partner-signed",
                $"dossier.signed:{signed.SignOff.Value}",
                await FactsAsync(signed),
                signed.At
            );

    private async Task<Facts> FactsAsync(DossierEvent happened) =>
        new Facts()
            .Text("title", letters.Tracked(happened.Dossier)!.Title)
            .Text("person", await letters.NameOfAsync(happened.By))
            .Moment("at", happened.At)
            .Link($"/dossiers/{happened.Dossier.Value}/signatures");
}
