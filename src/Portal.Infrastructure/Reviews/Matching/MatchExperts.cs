using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>Assigns experts to dossiers, or says why that can't be.</summary>
public static class MatchExperts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly MatchRule[] Givable =
    [
        MatchRule.Number,
        MatchRule.Load,
        MatchRule.LeastLoad,
        MatchRule.Role,
        MatchRule.Organisation,
        MatchRule.Region,
    ];

    /// <returns>An assignment, or what stands against any.</returns>
    public static (Match? Match, IReadOnlyList<MatchObstacle> Obstacles) Run(
        Affinities affinities,
        MatchTerms terms,
        MatchObjective objective,
        CancellationToken cancellation = default
    )
    {
        var limits = new MatchLimits(affinities, terms);
        var obstacles = MatchObstacle.In(limits);
        if (obstacles.Count > 0)
            return (null, obstacles);
        if (LargestSumOf(limits, cancellation) is not { } largest)
            return (null, [Explain(limits, cancellation)]);
        var match = new Match(affinities, largest.Pairs, largest.Bound, limits.FloorBound());
        return (objective == MatchObjective.Fair ? new FairAssignment(limits, match, cancellation).Find() : match, []);
    }

    /// <summary>A flow where nothing is asked of who reads together; those are whole by nature.</summary>
    private static (IReadOnlyList<Pair> Pairs, double Bound)? LargestSumOf(
        MatchLimits limits,
        CancellationToken cancellation
    )
    {
        if (limits.IsPlain)
            return LargestSum.Find(limits);
        var parts = Relaxation.Solve(limits, Aim.LargestSum(0), cancellation);
        var (pairs, bound) = new WholeAssignment(limits, parts, Patience).Find([], cancellation);
        return pairs is null ? null : (pairs, bound);
    }

    private static MatchObstacle Explain(MatchLimits limits, CancellationToken cancellation)
    {
        var most = LargestSum.FindMost(limits);
        return limits.Wanted - most.Count is > 0 and var missing
                ? new MatchObstacle.Contested(
                    [.. MatchObstacle.SharingTooFew(limits, most).Select(one => limits.Affinities.Dossiers[one])],
                    (int)missing
                )
            : LargestSum.Find(limits) is null ? new MatchObstacle.LeastLoadTooHigh(HighestLeastLoad(limits))
            : new MatchObstacle.RulesClash([
                .. Givable.Select(rule => WayOut(limits, rule, cancellation)).OfType<MatchRelaxation>(),
            ]);
    }

    /// <summary>The least that has to give of one rule; null where it does not help, or stands in nobody's way.</summary>
    private static MatchRelaxation? WayOut(MatchLimits limits, MatchRule rule, CancellationToken cancellation)
    {
        var parts = Relaxation.Solve(limits, Aim.LargestSum(0), cancellation, rule);
        return new WholeAssignment(limits, parts, Patience).Find([], cancellation).Pairs is { } pairs
            ? MatchRelaxation.Of(limits, rule, pairs)
            : null;
    }

    private static int HighestLeastLoad(MatchLimits limits)
    {
        var (possible, impossible) = (0, limits.Terms.MinLoad);
        while (impossible - possible > 1)
        {
            var tried = (possible + impossible) / 2;
            if (LargestSum.Find(new MatchLimits(limits.Affinities, limits.Terms with { MinLoad = tried })) is null)
                impossible = tried;
            else
                possible = tried;
        }
        return possible;
    }
}
