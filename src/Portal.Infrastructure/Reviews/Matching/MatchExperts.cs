using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>Assigns experts to dossiers, or says why that can't be.</summary>
public static class MatchExperts
{
    /// <returns>An assignment, or what stands against any.</returns>
    public static (Match? Match, IReadOnlyList<MatchObstacle> Obstacles) Run(
        Affinities affinities,
        MatchTerms terms,
        MatchObjective objective
    )
    {
        var obstacles = MatchObstacle.In(affinities, terms);
        if (obstacles.Count > 0)
            return (null, obstacles);
        // More than all dossiers nobody can read; a solver's numbers end somewhere.
        terms = terms with
        {
            MaxLoad = Math.Min(terms.MaxLoad, affinities.Dossiers.Count),
        };
        if (LargestSum.Find(affinities, terms) is not { } largest)
            return (null, [Explain(affinities, terms)]);
        var match =
            objective == MatchObjective.Fair
                ? Fairly(affinities, terms, largest.Pairs)
                : new Match(affinities, largest.Pairs, largest.Bound, affinities.FloorBound(terms.PerDossier));
        return (match, []);
    }

    /// <summary>The floor first, then the largest sum above it.</summary>
    private static Match Fairly(Affinities affinities, MatchTerms terms, IReadOnlyList<Pair> largest)
    {
        var (highest, floorBound) = new HighestFloor(affinities, terms).Find(largest);
        var (pairs, sumBound) = new SumAbove(affinities, terms, highest).Find();
        return new Match(affinities, pairs, sumBound, floorBound);
    }

    private static MatchObstacle Explain(Affinities affinities, MatchTerms terms)
    {
        var most = LargestSum.FindMost(affinities, terms);
        var missing = affinities.Dossiers.Count * terms.PerDossier - most.Count;
        return missing > 0
            ? new MatchObstacle.Contested(
                [
                    .. MatchObstacle
                        .SharingTooFew(affinities, terms, most)
                        .Select(dossier => affinities.Dossiers[dossier]),
                ],
                missing
            )
            : new MatchObstacle.LeastLoadTooHigh(HighestLeastLoad(affinities, terms));
    }

    private static int HighestLeastLoad(Affinities affinities, MatchTerms terms)
    {
        var (possible, impossible) = (0, terms.MinLoad);
        while (impossible - possible > 1)
        {
            var tried = (possible + impossible) / 2;
            if (LargestSum.Find(affinities, terms with { MinLoad = tried }) is null)
                impossible = tried;
            else
                possible = tried;
        }
        return possible;
    }
}
