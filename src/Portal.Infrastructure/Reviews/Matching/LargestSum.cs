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

    private readonly Affinities _affinities;
    private readonly MatchTerms _terms;
    private readonly IReadOnlyList<double>? _weights;
    private readonly MinCostFlow _flow;
    private readonly List<(int Arc, Pair Pair)> _arcs = [];
    private double _greatest;

    private LargestSum(Affinities affinities, MatchTerms terms, IReadOnlyList<double>? weights)
    {
        (_affinities, _terms, _weights) = (affinities, terms, weights);
        _flow = new MinCostFlow(Sink + 1, affinities.Dossiers.Count * affinities.Experts.Count);
        AddPairs();
        AddLoads();
    }

    private int Sink => _affinities.Dossiers.Count + _affinities.Experts.Count;

    /// <param name="affinities">Of the pairs.</param>
    /// <param name="terms">To be kept to.</param>
    /// <param name="weights">What a dossier's affinities count for; all the same where there are none.</param>
    /// <returns>The pairs, and what no other ones are worth more than; null where none keep to the terms.</returns>
    public static (IReadOnlyList<Pair> Pairs, double Bound)? Find(
        Affinities affinities,
        MatchTerms terms,
        IReadOnlyList<double>? weights = null
    )
    {
        var sum = new LargestSum(affinities, terms, weights);
        if (sum._flow.Solve() != MinCostFlowBase.Status.OPTIMAL)
            return null;
        var pairs = sum.Chosen();
        // Each pair was rounded by half a step at most, those chosen and those that might have been.
        return (pairs, pairs.Sum(sum.Worth) + pairs.Count * sum._greatest / CostOfGreatest);
    }

    /// <summary>As many pairs as there can be, where all of them can't: to see who gets too little.</summary>
    public static IReadOnlyList<Pair> FindMost(Affinities affinities, MatchTerms terms)
    {
        var most = new LargestSum(affinities, terms with { MinLoad = 0 }, weights: null);
        return most._flow.SolveMaxFlowWithMinCost() == MinCostFlowBase.Status.OPTIMAL ? most.Chosen() : [];
    }

    private void AddPairs()
    {
        for (var dossier = 0; dossier < _affinities.Dossiers.Count; dossier++)
            _flow.SetNodeSupply(dossier, _terms.PerDossier);
        var pairs = _affinities.Pairs.ToArray();
        new Random(_terms.Seed).Shuffle(pairs);
        _greatest = pairs.Max(Worth);
        foreach (var pair in pairs)
        {
            var cost = _greatest > 0 ? -(long)Math.Round(Worth(pair) / _greatest * CostOfGreatest) : 0;
            var expert = _affinities.Dossiers.Count + pair.Expert;
            _arcs.Add((_flow.AddArcWithCapacityAndUnitCost(pair.Dossier, expert, 1, cost), pair));
        }
    }

    /// <summary>The least load stays with the expert; what comes on top flows to the sink.</summary>
    private void AddLoads()
    {
        var (dossiers, experts) = (_affinities.Dossiers.Count, _affinities.Experts.Count);
        for (var expert = 0; expert < experts; expert++)
        {
            _flow.SetNodeSupply(dossiers + expert, -_terms.MinLoad);
            _flow.AddArcWithCapacityAndUnitCost(dossiers + expert, Sink, _terms.MaxLoad - _terms.MinLoad, 0);
        }
        _flow.SetNodeSupply(Sink, experts * _terms.MinLoad - dossiers * _terms.PerDossier);
    }

    private double Worth(Pair pair) => _affinities.Of(pair) * (_weights?[pair.Dossier] ?? 1);

    private List<Pair> Chosen() => [.. _arcs.Where(one => _flow.Flow(one.Arc) > 0).Select(one => one.Pair)];
}
