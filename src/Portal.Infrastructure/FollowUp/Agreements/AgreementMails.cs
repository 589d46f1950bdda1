using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.FollowUp.Agreements;

/// <summary>The mails that follow from agreements: to the team when it is sent, in force or given up, to the officers when it is signed.</summary>
internal sealed class AgreementMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            AgreementSent sent => ToTeamAsync(sent, "agreement-sent", $"agreement.sent:{sent.Agreement.Value}"),
            AgreementSigned { ForService: true } signed => ToTeamAsync(
                signed,
                "agreement-in-force",
                $"agreement.in-force:{signed.Agreement.Value}"
            ),
            AgreementSigned signed => ToOfficersAsync(signed),
            AgreementDropped { WasSent: true } dropped => ToTeamAsync(
                dropped,
                "agreement-dropped",
                $"agreement.dropped:{dropped.Agreement.Value}"
            ),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> ToTeamAsync(ProjectEvent happened, string template, string occasion)
    {
        var dossier = await DossierAsync(happened);
        var people = dossier.Members.Select(member => member.Person.Value).ToList();
        return await letters.OweAsync(
            letters.Db.Users.Where(account => people.Contains(account.Id)),
            template,
            occasion,
            FactsOf(dossier).Link($"/dossiers/{dossier.Id.Value}/project"),
            happened.At
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> ToOfficersAsync(AgreementSigned signed)
    {
        var dossier = await DossierAsync(signed);
        return await letters.OweAsync(
            letters.OfficersFor(dossier),
            "agreement-signed",
            $"agreement.signed:{signed.Agreement.Value}",
            FactsOf(dossier).Link($"/staff/projects/{signed.Project.Value}"),
            signed.At
        );
    }

    private static Facts FactsOf(Dossier dossier) =>
        new Facts().Text("number", dossier.Number ?? "").Text("title", dossier.Title);

    private Task<Dossier> DossierAsync(ProjectEvent happened) =>
        letters
            .Db.Dossiers.Include(one => one.Members)
            .SingleAsync(one => one.Id == happened.Dossier, letters.Cancellation);
}
