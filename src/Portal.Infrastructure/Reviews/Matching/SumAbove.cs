using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// The largest sum among assignments that serve no dossier less than one does: prices on what dossiers lack are raised
/// until the flow of least cost serves them (Lagrange). Each round bounds the sum from above, too.
/// </summary>
internal sealed class SumAbove(Affinities affinities, MatchTerms terms, IReadOnlyList<Pair> start)
{
    private const int Rounds = 100;

    /// <summary>Rounds without progress after which it is over: progress leaves that share of the gap at most.</summary>
    private const int Idle = 12;
    private const double Progress = 0.95;

    /// <summary>Above that, prices only make the flow's rounding matter.</summary>
    private const double HighestPrice = 1_000;

    /// <summary>What a floor may lose to rounding, as a share.</summary>
    private const double Rounding = 1e-9;

    private readonly double _floor = affinities.Totals(start).Min() * (1 - Rounding);

    /// <returns>An assignment at least as good as the start, and what no such assignment exceeds.</returns>
    public (IReadOnlyList<Pair> Pairs, double Bound) Find()
    {
        var (best, bound, prices) = (start, double.PositiveInfinity, new double[affinities.Dossiers.Count]);
        for (var (round, idle) = (0, 0); round < Rounds && idle < Idle && !Match.Reaches(Sum(best), bound); round++)
        {
            var gap = bound - Sum(best);
            var (pairs, weighted) = LargestSum.Find(affinities, terms, [.. prices.Select(price => 1 + price)])!.Value;
            var priced = weighted - prices.Sum() * _floor;
            bound = Math.Min(bound, priced);
            var lifted = Exchanges.Lift(affinities, terms, pairs, _floor);
            if (affinities.Totals(lifted).Min() >= _floor && Sum(lifted) > Sum(best))
                best = lifted;
            idle = bound - Sum(best) < gap * Progress ? 0 : idle + 1;
            var lacks = affinities.Totals(pairs).Select(total => _floor - total).ToArray();
            Raise(prices, lacks, (priced - Sum(best)) / 2);
        }
        return (best, bound);
    }

    /// <summary>A step towards prices at which the flow lacks nothing, as long as the gap allows (Polyak).</summary>
    private static void Raise(double[] prices, double[] lacks, double gap)
    {
        for (var dossier = 0; dossier < prices.Length; dossier++)
            if (prices[dossier] == 0 && lacks[dossier] < 0)
                lacks[dossier] = 0;
        var length = lacks.Sum(lack => lack * lack);
        for (var dossier = 0; dossier < prices.Length && length > 0; dossier++)
            prices[dossier] = Math.Clamp(prices[dossier] + Math.Max(gap, 0) / length * lacks[dossier], 0, HighestPrice);
    }

    private double Sum(IReadOnlyList<Pair> pairs) => pairs.Sum(affinities.Of);
}
