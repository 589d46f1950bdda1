using Google.OrTools.Graph;
using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// The assignment with the largest sum of affinities, as a flow of least cost from dossiers through experts; such flows
/// come in whole numbers. What is found is optimal, up to the rounding of affinities to a trillionth of the greatest.
/// </summary>
internal sealed class LargestSum
{
    private const double CostOfGreatest = 1e12;

    private readonly MatchLimits _limits;
    private readonly Affinities _affinities;
    private readonly int _parts;
    private readonly int _most;
    private readonly MinCostFlow _flow;
    private readonly List<(int Arc, Pair Pair)> _arcs = [];

    /// <param name="limits">To be kept to, but for who reads together.</param>
    /// <param name="parts">Into how many parts each place is cut.</param>
    /// <param name="most">The parts of a place that a pair has at most.</param>
    private LargestSum(MatchLimits limits, int parts = 1, int most = 1)
    {
        (_limits, _affinities, _parts, _most) = (limits, limits.Affinities, parts, most);
        _flow = new MinCostFlow(Sink + 1, _affinities.Dossiers.Count * _affinities.Experts.Count);
        AddPairs();
        AddLoads();
    }

    private int Sink => _affinities.Dossiers.Count + _affinities.Experts.Count;

    /// <param name="limits">To be kept to, but for who reads together.</param>
    /// <returns>The pairs, and what no other ones are worth more than; null where none keep to the limits.</returns>
    public static (IReadOnlyList<Pair> Pairs, double Bound)? Find(MatchLimits limits)
    {
        var sum = new LargestSum(limits);
        if (sum._flow.Solve() != MinCostFlowBase.Status.OPTIMAL)
            return null;
        var pairs = sum.Chosen();
        // Each pair was rounded by half a step at most, those chosen and those that might have been.
        return (pairs, pairs.Sum(limits.Affinities.Of) + pairs.Count * limits.Greatest / CostOfGreatest);
    }

    /// <summary>The same in parts of places, of which no pair has more than some; what is pinned has all.</summary>
    public static IReadOnlyDictionary<Pair, int>? FindParts(
        MatchLimits limits,
        int parts,
        int most,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        // The seed is for drawing: what is drawn from follows from the terms alone.
        var sum = new LargestSum(new MatchLimits(limits.Affinities, limits.Terms with { Seed = 0 }), parts, most);
        if (sum._flow.Solve() != MinCostFlowBase.Status.OPTIMAL)
            return null;
        return sum
            ._arcs.Select(one => (one.Pair, Parts: (int)sum._flow.Flow(one.Arc)))
            .Where(one => one.Parts > 0)
            .Concat(limits.Terms.Pinned.Select(pair => (Pair: pair, Parts: parts)))
            .ToDictionary(one => one.Pair, one => one.Parts);
    }

    /// <summary>As many pairs as there can be, where all of them can't: to see who gets too little.</summary>
    public static IReadOnlyList<Pair> FindMost(MatchLimits limits)
    {
        var most = new LargestSum(new MatchLimits(limits.Affinities, limits.Terms with { MinLoad = 0 }));
        return most._flow.SolveMaxFlowWithMinCost() == MinCostFlowBase.Status.OPTIMAL ? most.Chosen() : [];
    }

    /// <summary>What is pinned flows beside.</summary>
    private void AddPairs()
    {
        for (var dossier = 0; dossier < _affinities.Dossiers.Count; dossier++)
            _flow.SetNodeSupply(dossier, _parts * (_limits.PerDossier(dossier) - _limits.PinnedOf(dossier).Count()));
        var pairs = _affinities.Pairs.Where(pair => !_limits.IsPinned(pair)).ToArray();
        new Random(_limits.Terms.Seed).Shuffle(pairs);
        foreach (var pair in pairs)
        {
            var share = _limits.Greatest > 0 ? _affinities.Of(pair) / _limits.Greatest : 0;
            var expert = _affinities.Dossiers.Count + pair.Expert;
            var cost = -(long)Math.Round(share * CostOfGreatest);
            _arcs.Add((_flow.AddArcWithCapacityAndUnitCost(pair.Dossier, expert, _most, cost), pair));
        }
    }

    /// <summary>The least load stays with the expert; what comes on top flows to the sink.</summary>
    private void AddLoads()
    {
        var (dossiers, experts) = (_affinities.Dossiers.Count, _affinities.Experts.Count);
        var stays = 0;
        for (var expert = 0; expert < experts; expert++)
        {
            var pinned = _limits.PinnedLoadOf(expert);
            var least = Math.Max(0, _limits.LeastOf(expert) - pinned);
            _flow.SetNodeSupply(dossiers + expert, -_parts * least);
            var rest = _parts * (_limits.MostOf(expert) - pinned - least);
            _flow.AddArcWithCapacityAndUnitCost(dossiers + expert, Sink, rest, 0);
            stays += least;
        }
        _flow.SetNodeSupply(Sink, _parts * (stays + _limits.Terms.Pinned.Count - _limits.Wanted));
    }

    private List<Pair> Chosen() =>
        [.. _limits.Terms.Pinned, .. _arcs.Where(one => _flow.Flow(one.Arc) > 0).Select(one => one.Pair)];
}
