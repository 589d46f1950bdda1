using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// An assignment that is drawn, so that nobody can count on any pair: each has a probability, none above a cap, and of all
/// such lotteries the expected sum is the largest. Probabilities are whole hundredths: a flow in hundredths of a place is
/// the linear program, solved exactly. They follow from the terms alone; the seed draws.
/// </summary>
public sealed class MatchLottery
{
    /// <summary>Certainty, in hundredths.</summary>
    public const int Whole = 100;

    private readonly MatchLimits _limits;

    private MatchLottery(MatchLimits limits, IReadOnlyDictionary<Pair, int> hundredths) =>
        (_limits, Hundredths) = (limits, hundredths);

    /// <summary>The probability of each pair that can be drawn; what is pinned is certain.</summary>
    public IReadOnlyDictionary<Pair, int> Hundredths { get; }

    public double Expected => Hundredths.Sum(one => _limits.Affinities.Of(one.Key) * one.Value / Whole);

    /// <param name="limits">Without rules about who reads together: a draw would not keep to them.</param>
    /// <param name="most">The cap, in hundredths.</param>
    /// <returns>Null where no lottery keeps to the limits and the cap.</returns>
    public static MatchLottery? Of(MatchLimits limits, int most, CancellationToken cancellation = default) =>
        LargestSum.FindParts(limits, Whole, most, cancellation) is { } parts ? new MatchLottery(limits, parts) : null;

    /// <summary>The lowest cap under which there is a lottery; null where not even certainty would do.</summary>
    public static int? LeastCap(MatchLimits limits, CancellationToken cancellation = default)
    {
        if (LargestSum.FindParts(limits, Whole, Whole, cancellation) is null)
            return null;
        var (possible, impossible) = (Whole, 0);
        while (possible - impossible > 1)
        {
            var tried = (possible + impossible) / 2;
            if (LargestSum.FindParts(limits, Whole, tried, cancellation) is null)
                impossible = tried;
            else
                possible = tried;
        }
        return possible;
    }

    /// <summary>Each pair comes with its probability; each dossier has its number, each expert no more than they may.</summary>
    public Match Draw(int seed, CancellationToken cancellation = default)
    {
        var drawn = new DependentRounding(
            Hundredths,
            _limits.Affinities.Dossiers.Count,
            _limits.Affinities.Experts.Count
        ).Round(new Random(seed), cancellation);
        // What no lottery could exceed either.
        return new Match(_limits.Affinities, drawn, LargestSum.Find(_limits)!.Value.Bound, _limits.FloorBound());
    }
}
