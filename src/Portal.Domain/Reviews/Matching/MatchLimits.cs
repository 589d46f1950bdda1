namespace Portal.Domain.Reviews.Matching;

/// <summary>
/// What terms come to for each dossier and each expert. What is pinned stands, even where it breaks a rule: the rule then
/// asks for no more than can still be had.
/// </summary>
public sealed class MatchLimits
{
    private readonly ILookup<int, int> _pinned;
    private readonly int[] _pinnedLoads;

    public MatchLimits(Affinities affinities, MatchTerms terms)
    {
        (Affinities, Terms) = (affinities, terms);
        _pinned = terms.Pinned.ToLookup(pair => pair.Dossier, pair => pair.Expert);
        Greatest = affinities.Pairs.Select(affinities.Of).DefaultIfEmpty().Max();
        _pinnedLoads = new int[affinities.Experts.Count];
        foreach (var pair in terms.Pinned)
            _pinnedLoads[pair.Expert]++;
        Quotas = [.. Quota.Of(terms.Rules)];
        QuotasOf =
        [
            .. Enumerable
                .Range(0, affinities.Experts.Count)
                .Select(expert => Quotas.Where(quota => quota.Experts.Contains(expert)).ToList()),
        ];
    }

    public Affinities Affinities { get; }

    /// <summary>The greatest affinity of any pair.</summary>
    public double Greatest { get; }

    public MatchTerms Terms { get; }

    /// <summary>What is asked of the experts of each dossier.</summary>
    public IReadOnlyList<Quota> Quotas { get; }

    /// <summary>Those that count an expert, by their place.</summary>
    public IReadOnlyList<IReadOnlyList<Quota>> QuotasOf { get; }

    /// <summary>Whether nothing is asked of who reads a dossier together.</summary>
    public bool IsPlain => Quotas.Count == 0;

    public long Wanted => Enumerable.Range(0, Affinities.Dossiers.Count).Sum(dossier => (long)PerDossier(dossier));

    public int PerDossier(int dossier) =>
        Math.Max(Terms.Otherwise.GetValueOrDefault(dossier, Terms.PerDossier), _pinned[dossier].Count());

    /// <summary>More than all dossiers nobody can read.</summary>
    public int MostOf(int expert) =>
        Math.Max(
            Math.Min(Affinities.Dossiers.Count, Math.Min(CapacityOf(expert), Terms.MaxLoad)),
            _pinnedLoads[expert]
        );

    public int LeastOf(int expert) => Math.Min(Terms.MinLoad, CapacityOf(expert));

    public int PinnedLoadOf(int expert) => _pinnedLoads[expert];

    public IEnumerable<int> PinnedOf(int dossier) => _pinned[dossier];

    public bool IsPinned(Pair pair) => Terms.Pinned.Contains(pair);

    /// <summary>How many experts that a quota counts a dossier may have, and needs.</summary>
    public (int Least, int Most) Bounds(Quota quota, int dossier)
    {
        var wanted = PerDossier(dossier);
        var (least, most) = quota.Rule switch
        {
            MatchRule.Role => (Math.Min(1, RoomFor(dossier)), wanted),
            MatchRule.Organisation => (0, 1),
            // A single expert is from some region.
            _ => (0, Math.Max(1, wanted - 1)),
        };
        return (least, Math.Max(most, _pinned[dossier].Count(quota.Experts.Contains)));
    }

    /// <summary>What keeping a pair is worth: more than all that the other pairs could gain by giving it up.</summary>
    private double Keep => (Greatest + 1) * Wanted;

    /// <summary>Affinities by which the largest sum keeps as many of some pairs as can be.</summary>
    public Affinities Keeping(IReadOnlySet<Pair> kept)
    {
        var affinities = new Affinities(Affinities.Experts, Affinities.Dossiers);
        foreach (var pair in Affinities.Pairs)
            affinities[pair.Dossier, pair.Expert] = Affinities.Of(pair) + (kept.Contains(pair) ? Keep : 0);
        return affinities;
    }

    /// <summary>What of a sum of such affinities is owed to keeping.</summary>
    public double KeepingWorth(IEnumerable<Pair> pairs, IReadOnlySet<Pair> kept) => Keep * pairs.Count(kept.Contains);

    /// <summary>No least-served dossier has more than the worst-off one gets of the experts who suit it best.</summary>
    public double FloorBound() =>
        Enumerable
            .Range(0, Affinities.Dossiers.Count)
            .Min(dossier =>
                Affinities
                    .ExpertsFor(dossier)
                    .OrderByDescending(expert => IsPinned(new Pair(dossier, expert)))
                    .Take(PerDossier(dossier))
                    .Sum(expert => Affinities.Of(new Pair(dossier, expert)))
            );

    /// <summary>What a set of experts for a dossier breaks; nothing where they may read it together.</summary>
    public IEnumerable<BrokenRule> Broken(int dossier, IReadOnlyCollection<int> experts)
    {
        if (experts.Count != PerDossier(dossier))
            yield return new BrokenRule(MatchRule.Number, Name: null);
        foreach (var expert in experts)
            if (Affinities[dossier, expert] is null)
                yield return new BrokenRule(MatchRule.Conflict, Affinities.Experts[expert]);
        foreach (var expert in _pinned[dossier])
            if (!experts.Contains(expert))
                yield return new BrokenRule(MatchRule.Pinned, Affinities.Experts[expert]);
        foreach (var quota in Quotas)
            if (Bounds(quota, dossier) is var (least, most) && quota.CountOf(experts) is var count)
                if (count < least || count > most)
                    yield return new BrokenRule(quota.Rule, quota.Name);
    }

    /// <summary>Places that are left beside what is pinned, where those suffice for the roles that it lacks; else none.</summary>
    private int RoomFor(int dossier)
    {
        if (!_pinned.Contains(dossier))
            return PerDossier(dossier);
        var left = PerDossier(dossier) - _pinned[dossier].Count();
        var lacking = Quotas.Count(one => one.Rule == MatchRule.Role && !_pinned[dossier].Any(one.Experts.Contains));
        return left >= lacking ? 1 : 0;
    }

    private int CapacityOf(int expert) => Terms.Rules.Experts.ElementAtOrDefault(expert)?.Capacity ?? Terms.MaxLoad;
}
