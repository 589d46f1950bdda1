using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// Lifts the least-served dossiers of an assignment, one exchange after the other: a dossier takes another expert who has
/// room, or two dossiers swap experts, as long as the worse-off of the two gains.
/// </summary>
internal sealed class Exchanges
{
    private readonly MatchLimits _limits;
    private readonly Affinities _affinities;
    private readonly List<int>[] _experts;
    private readonly int[] _loads;
    private readonly double[] _totals;

    private Exchanges(MatchLimits limits, IReadOnlyList<Pair> pairs)
    {
        var affinities = limits.Affinities;
        (_limits, _affinities, _totals) = (limits, affinities, affinities.Totals(pairs));
        var byDossier = pairs.ToLookup(pair => pair.Dossier, pair => pair.Expert);
        _experts = [.. Enumerable.Range(0, affinities.Dossiers.Count).Select(dossier => byDossier[dossier].ToList())];
        _loads = new int[affinities.Experts.Count];
        foreach (var pair in pairs)
            _loads[pair.Expert]++;
    }

    /// <summary>An exchange: the dossier gives up an expert for another, who leaves some dossier for it, or none.</summary>
    /// <param name="Worst">What the worse-off of the two has then.</param>
    /// <param name="Gain">Of the sum.</param>
    private sealed record Exchange(int Dossier, int Gives, int Takes, int? From, double Worst, double Gain);

    /// <param name="limits">Which the pairs keep to, before and after.</param>
    /// <param name="pairs">To begin with.</param>
    public static IReadOnlyList<Pair> Lift(MatchLimits limits, IReadOnlyList<Pair> pairs)
    {
        var exchanges = new Exchanges(limits, pairs);
        while (exchanges.BestFor(exchanges.LeastServed()) is { } best)
            exchanges.Make(best);
        return
        [
            .. exchanges._experts.SelectMany((experts, dossier) => experts.Select(expert => new Pair(dossier, expert))),
        ];
    }

    private int LeastServed() => Array.IndexOf(_totals, _totals.Min());

    /// <summary>Null where the dossier can't be lifted without another one falling as low.</summary>
    private Exchange? BestFor(int dossier) =>
        _experts[dossier]
            .Where(gives => !_limits.IsPinned(new Pair(dossier, gives)))
            .SelectMany(gives => Takings(dossier, gives).Concat(Swaps(dossier, gives)))
            .Where(exchange => exchange.Worst > _totals[dossier])
            .OrderByDescending(exchange => (exchange.Worst, exchange.Gain))
            .FirstOrDefault(Keeps);

    private bool Keeps(Exchange exchange) =>
        Keeps(exchange.Dossier, exchange.Gives, exchange.Takes)
        && (exchange.From is not { } other || Keeps(other, exchange.Takes, exchange.Gives));

    private bool Keeps(int dossier, int gives, int takes) =>
        !_limits.Broken(dossier, [.. _experts[dossier].Where(expert => expert != gives), takes]).Any();

    private IEnumerable<Exchange> Takings(int dossier, int gives) =>
        _loads[gives] <= _limits.LeastOf(gives)
            ? []
            : from takes in _affinities.ExpertsFor(dossier)
            where _loads[takes] < _limits.MostOf(takes) && !_experts[dossier].Contains(takes)
            let after = After(dossier, gives, takes)
            select new Exchange(dossier, gives, takes, From: null, after, after - _totals[dossier]);

    private IEnumerable<Exchange> Swaps(int dossier, int gives) =>
        from other in Enumerable.Range(0, _experts.Length)
        where other != dossier && _affinities[other, gives] is not null && !_experts[other].Contains(gives)
        from takes in _experts[other]
        where _affinities[dossier, takes] is not null && !_experts[dossier].Contains(takes)
        let after = (Here: After(dossier, gives, takes), There: After(other, takes, gives))
        select new Exchange(
            dossier,
            gives,
            takes,
            other,
            Math.Min(after.Here, after.There),
            after.Here + after.There - _totals[dossier] - _totals[other]
        );

    private double After(int dossier, int gives, int takes) =>
        _totals[dossier] - _affinities.Of(new Pair(dossier, gives)) + _affinities.Of(new Pair(dossier, takes));

    private void Make(Exchange exchange)
    {
        Replace(exchange.Dossier, exchange.Gives, exchange.Takes);
        if (exchange.From is { } other)
            Replace(other, exchange.Takes, exchange.Gives);
    }

    private void Replace(int dossier, int gives, int takes)
    {
        _totals[dossier] = After(dossier, gives, takes);
        _experts[dossier].Remove(gives);
        _experts[dossier].Add(takes);
        _loads[gives]--;
        _loads[takes]++;
    }
}
