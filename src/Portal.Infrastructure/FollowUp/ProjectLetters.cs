using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.FollowUp;

/// <summary>What mails about projects have in common: each names the dossier, and goes to its team or to the officers.</summary>
internal sealed class ProjectLetters(Letters letters)
{
    public Letters Letters { get; } = letters;

    public async Task<IReadOnlyList<OutboxMail>> ToTeamAsync(
        ProjectEvent happened,
        string template,
        string occasion,
        Facts facts
    )
    {
        var dossier = await DossierAsync(happened);
        var people = dossier.Members.Select(member => member.Person.Value).ToList();
        return await Letters.OweAsync(
            Letters.Db.Users.Where(account => people.Contains(account.Id)),
            template,
            occasion,
            Named(facts, dossier),
            happened.At
        );
    }

    public async Task<IReadOnlyList<OutboxMail>> ToOfficersAsync(
        ProjectEvent happened,
        string template,
        string occasion,
        Facts facts
    )
    {
        var dossier = await DossierAsync(happened);
        return await Letters.OweAsync(
            Letters.OfficersFor(dossier),
            template,
            occasion,
            Named(facts, dossier),
            happened.At
        );
    }

    /// <summary>An amount as readers of both languages write it.</summary>
    public static LocalizedText Amount(decimal euros) => new(Dates.Amount(euros, "fr"), Dates.Amount(euros, "en"));

    private static Facts Named(Facts facts, Dossier dossier) =>
        facts.Text("number", dossier.Number ?? "").Text("title", dossier.Title);

    private Task<Dossier> DossierAsync(ProjectEvent happened) =>
        Letters
            .Db.Dossiers.Include(one => one.Members)
            .SingleAsync(one => one.Id == happened.Dossier, Letters.Cancellation);
}
