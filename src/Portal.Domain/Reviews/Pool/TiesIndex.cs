namespace Portal.Domain.Reviews.Pool;

/// <summary>Some dossiers, found by whom they tie to their fate.</summary>
internal sealed class TiesIndex(IReadOnlyList<DossierTies> dossiers)
{
    private readonly ILookup<Siren, Tied> _bySiren = (
        from dossier in dossiers
        from its in dossier.Organisations
        where its.Siren is not null
        select (its.Siren, Tied: new Tied(dossier, Words(its)))
    ).ToLookup(one => one.Siren, one => one.Tied);

    private readonly ILookup<string, Tied> _byName = (
        from dossier in dossiers
        from its in dossier.Organisations
        select (Name: PlainWords.OfOrganisation(its.Name), Tied: new Tied(dossier, its.Name))
    ).ToLookup(one => one.Name, one => one.Tied);

    private readonly ILookup<PersonId, Tied> _byPerson = By(dossiers, one => one.Person);

    private readonly ILookup<PersonId, Tied> _byAdviser = (
        from dossier in dossiers
        from adviser in dossier.Advisers
        select (adviser.Person, Tied: new Tied(dossier, adviser.Body))
    ).ToLookup(one => one.Person, one => one.Tied);

    private readonly ILookup<EmailAddress, Tied> _byAddress = By(dossiers, one => one.Address);

    private readonly ILookup<string, Tied> _byDomain = By(dossiers, one => MailDomains.OrganisationOf(one.Address));

    private readonly ILookup<string, Tied> _byPersonName = By(dossiers, one => PlainWords.OfPerson(one.Name));

    /// <summary>A dossier, and what of it was looked for, in words.</summary>
    public sealed record Tied(DossierTies Dossier, string Words);

    public IEnumerable<Tied> OfSiren(Siren? siren) => siren is null ? [] : _bySiren[siren];

    public IEnumerable<Tied> OfName(string organisation) =>
        PlainWords.OfOrganisation(organisation) is { Length: > 0 } name ? _byName[name] : [];

    /// <summary>By its SIREN, and by its name where that tells more.</summary>
    public IEnumerable<Tied> OfOrganisation(string name, Siren? siren) =>
        OfSiren(siren).Concat(OfName(name)).DistinctBy(one => one.Dossier.Dossier);

    public IEnumerable<Tied> OfPerson(PersonId person) => _byPerson[person];

    public IEnumerable<Tied> OfAdviser(PersonId person) => _byAdviser[person];

    public IEnumerable<Tied> OfAddress(EmailAddress address) => _byAddress[address];

    public IEnumerable<Tied> OnDomainOf(EmailAddress address) =>
        MailDomains.OrganisationOf(address) is { } domain ? _byDomain[domain] : [];

    public IEnumerable<Tied> NamedIn(string text) =>
        _byPersonName.Count == 0 ? [] : PlainWords.PossibleNames(text).SelectMany(name => _byPersonName[name]);

    private static ILookup<TKey, Tied> By<TKey>(IReadOnlyList<DossierTies> dossiers, Func<TiedPerson, TKey?> key) =>
        (
            from dossier in dossiers
            from person in dossier.Team
            let its = key(person)
            where its is not null
            select (its, Tied: new Tied(dossier, person.Name))
        ).ToLookup(one => one.its, one => one.Tied);

    private static string Words(TiedOrganisation its) =>
        its.Name.Length > 0 ? $"{its.Name}, {its.Siren!.Value}" : its.Siren!.Value;
}
