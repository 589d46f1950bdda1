using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Identity;
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
        var team = Letters.Db.Users.Where(account => people.Contains(account.Id));
        return await OweAsync(team, dossier, happened, template, occasion, facts);
    }

    public async Task<IReadOnlyList<OutboxMail>> ToOfficersAsync(
        ProjectEvent happened,
        string template,
        string occasion,
        Facts facts
    )
    {
        var dossier = await DossierAsync(happened);
        return await OweAsync(Letters.OfficersFor(dossier), dossier, happened, template, occasion, facts);
    }

    /// <summary>To who may be the second person, but for those who were the first.</summary>
    public async Task<IReadOnlyList<OutboxMail>> ToSecondsAsync(
        ProjectEvent happened,
        IEnumerable<PersonId> first,
        string template,
        string occasion,
        Facts facts
    )
    {
        var dossier = await DossierAsync(happened);
        var apart = first.Select(person => person.Value).ToList();
        var people = Letters.SecondsFor(dossier).Where(account => !apart.Contains(account.Id));
        return await OweAsync(people, dossier, happened, template, occasion, facts);
    }

    public async Task<IReadOnlyList<OutboxMail>> ToAsync(
        IQueryable<Account> accounts,
        ProjectEvent happened,
        string template,
        string occasion,
        Facts facts
    ) => await OweAsync(accounts, await DossierAsync(happened), happened, template, occasion, facts);

    /// <summary>An amount as readers of both languages write it.</summary>
    public static LocalizedText Amount(decimal euros) => new(Dates.Amount(euros, "fr"), Dates.Amount(euros, "en"));

    private Task<IReadOnlyList<OutboxMail>> OweAsync(
        IQueryable<Account> accounts,
        Dossier dossier,
        ProjectEvent happened,
        string template,
        string occasion,
        Facts facts
    ) =>
        Letters.OweAsync(
            accounts,
            template,
            occasion,
            facts.Text("number", dossier.Number ?? "").Text("title", dossier.Title),
            happened.At
        );

    private Task<Dossier> DossierAsync(ProjectEvent happened) =>
        Letters
            .Db.Dossiers.Include(one => one.Members)
            .SingleAsync(one => one.Id == happened.Dossier, Letters.Cancellation);
}
