using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// The floor first, then the largest sum above it. No floor is higher than the best one in parts, so the largest sum above
/// that is looked for at once; where there is none, above a little less, down to what exchanges and an integer program
/// reach.
/// </summary>
/// <param name="limits">To be kept to.</param>
/// <param name="largest">The assignment with the largest sum, to begin with.</param>
/// <param name="cancellation">Ends the search.</param>
internal sealed class FairAssignment(MatchLimits limits, Match largest, CancellationToken cancellation)
{
    /// <summary>What a floor may lose to rounding, as a share.</summary>
    private const double Rounding = 1e-7;

    /// <summary>Of the highest floor in parts, one after the other.</summary>
    private static readonly double[] Shares = [1, 0.9995, 0.998, 0.995, 0.99];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public Match Find()
    {
        if (largest.FloorProvenOptimal)
            return largest;
        var lifted = Exchanges.Lift(limits, largest.Pairs);
        if (Match.Reaches(FloorOf(lifted), largest.FloorBound))
            return Above(FloorOf(lifted), lifted, largest.FloorBound);
        var parts = Relaxation.Solve(limits, Aim.HighestFloor, cancellation);
        var bound = Math.Min(parts.Bound, largest.FloorBound);
        foreach (var share in Shares.Where(share => share * bound > FloorOf(lifted)))
            if (Above(share * bound, [], bound) is { Pairs.Count: > 0 } match)
                return match;
        var (solved, proven) = new WholeAssignment(limits, parts, Patience).Find(lifted, cancellation);
        var highest = solved is null || FloorOf(solved) < FloorOf(lifted) ? lifted : solved;
        return Above(FloorOf(highest), highest, Math.Min(bound, proven));
    }

    /// <param name="floor">That no dossier's total may be below.</param>
    /// <param name="otherwise">What is returned where nothing better is found in time.</param>
    /// <param name="floorBound">What no floor exceeds.</param>
    private Match Above(double floor, IReadOnlyList<Pair> otherwise, double floorBound)
    {
        var parts = Relaxation.Solve(limits, Aim.LargestSum(floor * (1 - Rounding)), cancellation);
        var (pairs, sumBound) = new WholeAssignment(limits, parts, Patience).Find(otherwise, cancellation);
        return pairs is null
            ? new Match(limits.Affinities, otherwise, largest.SumBound, floorBound)
            : new Match(limits.Affinities, pairs, Math.Min(sumBound, largest.SumBound), floorBound);
    }

    private double FloorOf(IReadOnlyList<Pair> pairs) => limits.Affinities.Totals(pairs).Min();
}
