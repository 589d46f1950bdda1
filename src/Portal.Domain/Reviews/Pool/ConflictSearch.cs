namespace Portal.Domain.Reviews.Pool;

/// <summary>
/// Finds the dossiers that tie an expert to their fate. Built once for all experts of a pool; what is looked up is the
/// expert's own.
/// </summary>
public sealed class ConflictSearch
{
    private readonly IReadOnlyList<DossierTies> _asked;
    private readonly TiesIndex _dossiers;
    private readonly TiesIndex _wave;
    private readonly TiesIndex _earlier;
    private readonly bool _barsThoseTakingPart;

    /// <param name="asked">The dossiers in question.</param>
    /// <param name="wave">All that are filed for the wave.</param>
    /// <param name="earlier">Those of other waves in which an expert, or their organisation, took part.</param>
    /// <param name="barsThoseTakingPart">Whether who takes part in a dossier of the wave judges none of it.</param>
    public ConflictSearch(
        IReadOnlyList<DossierTies> asked,
        IReadOnlyList<DossierTies> wave,
        IReadOnlyList<DossierTies> earlier,
        bool barsThoseTakingPart
    )
    {
        (_asked, _barsThoseTakingPart) = (asked, barsThoseTakingPart);
        (_dossiers, _wave, _earlier) = (new TiesIndex(asked), new TiesIndex(wave), new TiesIndex(earlier));
    }

    /// <param name="expert">Of the pool.</param>
    /// <param name="accounts">All that are theirs: one person may have several.</param>
    public IReadOnlyList<Finding> For(PoolExpert expert, IReadOnlyCollection<PersonId> accounts)
    {
        var own = OwnOf(expert, accounts).DistinctBy(one => one.Dossier).ToList();
        var ours = own.Select(one => one.Dossier).ToHashSet();
        return
        [
            .. own.Concat(NearOf(expert))
                .Concat(Found(ConflictKind.Advised, accounts.SelectMany(_dossiers.OfAdviser)))
                .Concat(WithOthersOf(expert, accounts).Where(one => !ours.Contains(one.Dossier)))
                .DistinctBy(one => (one.Dossier, one.Kind)),
        ];
    }

    /// <summary>Dossiers of their own team or organisation, by the surest sign of it.</summary>
    private IEnumerable<Finding> OwnOf(PoolExpert expert, IReadOnlyCollection<PersonId> accounts) =>
        Found(
                ConflictKind.InTeam,
                accounts.SelectMany(_dossiers.OfPerson).Concat(AddressesOf(expert).SelectMany(_dossiers.OfAddress))
            )
            .Concat(Found(ConflictKind.SirenFamily, _dossiers.OfSiren(expert.Siren)))
            .Concat(Found(ConflictKind.SameOrganisation, _dossiers.OfName(expert.Organisation)));

    private IEnumerable<Finding> NearOf(PoolExpert expert) =>
        Found(
                ConflictKind.EmailDomain,
                AddressesOf(expert)
                    .SelectMany(address =>
                        _dossiers
                            .OnDomainOf(address)
                            .Select(one => one with { Words = $"{one.Words}, {address.Domain}" })
                    )
            )
            .Concat(
                Found(
                    ConflictKind.DeclaredLink,
                    expert.Links.SelectMany(link =>
                        _dossiers
                            .OfOrganisation(link.Organisation, link.Siren)
                            .Select(one => one with { Words = $"{one.Words} ({link.Why})" })
                    )
                )
            )
            .Concat(
                Found(
                    ConflictKind.CoAuthor,
                    expert.Texts.SelectMany(text =>
                        _dossiers
                            .NamedIn($"{text.Title}\n{text.Text}")
                            .Select(one => one with { Words = $"{one.Words} ({text.Title.Shortened(WordsOfTitle)})" })
                    )
                )
            );

    private const int WordsOfTitle = 120;

    /// <summary>Dossiers of those with whom they, or their organisation, are bound in another one.</summary>
    private IEnumerable<Finding> WithOthersOf(PoolExpert expert, IReadOnlyCollection<PersonId> accounts)
    {
        var now = _wave.OfOrganisation(expert.Organisation, expert.Siren).Select(one => one.Dossier).ToList();
        var before = _earlier
            .OfOrganisation(expert.Organisation, expert.Siren)
            .Concat(accounts.SelectMany(_earlier.OfPerson))
            .Select(one => one.Dossier)
            .DistinctBy(one => one.Dossier);
        return Found(ConflictKind.ConsortiumPartner, now.SelectMany(one => OfPartners(one, expert)))
            .Concat(Found(ConflictKind.PastConsortium, before.SelectMany(one => OfCompanions(one, expert))))
            .Concat(_barsThoseTakingPart && now.Count > 0 ? Barred(now[0]) : []);
    }

    private IEnumerable<Finding> Barred(DossierTies takesPart) =>
        _asked.Select(one => new Finding(one.Dossier, ConflictKind.TakesPart, takesPart.Number));

    /// <summary>Dossiers that name another organisation of a consortium.</summary>
    private IEnumerable<TiesIndex.Tied> OfPartners(DossierTies consortium, PoolExpert expert) =>
        consortium
            .Organisations.Where(one => one.Siren is not null && one.Siren != expert.Siren)
            .SelectMany(one => _dossiers.OfSiren(one.Siren))
            .Where(one => one.Dossier.Dossier != consortium.Dossier)
            .Select(one => one with { Words = $"{one.Words} ({consortium.Number})" });

    private IEnumerable<TiesIndex.Tied> OfCompanions(DossierTies consortium, PoolExpert expert) =>
        OfPartners(consortium, expert)
            .Concat(
                consortium
                    .Team.SelectMany(one => _dossiers.OfPerson(one.Person))
                    .Select(one => one with { Words = $"{one.Words} ({consortium.Number})" })
            );

    private static IEnumerable<Finding> Found(ConflictKind kind, IEnumerable<TiesIndex.Tied> tied) =>
        tied.Select(one => new Finding(one.Dossier.Dossier, kind, one.Words));

    private static IEnumerable<EmailAddress> AddressesOf(PoolExpert expert) =>
        expert.Email is { } own ? expert.Aliases.Prepend(own) : expert.Aliases;
}
