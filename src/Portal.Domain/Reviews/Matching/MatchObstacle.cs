namespace Portal.Domain.Reviews.Matching;

/// <summary>Why no assignment keeps to the terms, and the least that would have to give.</summary>
public abstract record MatchObstacle
{
    private MatchObstacle() { }

    /// <summary>A dossier has fewer experts without a conflict than it should be given.</summary>
    public sealed record TooFewFor(string Dossier, int Experts) : MatchObstacle;

    /// <summary>All experts together can't take as many dossiers as are to be given.</summary>
    public sealed record TooLittleRoom(long Missing) : MatchObstacle;

    /// <summary>There aren't enough dossiers to give each expert the least load.</summary>
    public sealed record TooFewDossiers(long Missing) : MatchObstacle;

    /// <summary>An expert may read fewer dossiers than the least load.</summary>
    public sealed record TooFewAllowed(string Expert, int Dossiers) : MatchObstacle;

    /// <summary>These dossiers share too few experts: so many of their places stay empty.</summary>
    public sealed record Contested(IReadOnlyList<string> Dossiers, int Missing) : MatchObstacle;

    /// <summary>Not every expert can be given the least load; this one they can.</summary>
    public sealed record LeastLoadTooHigh(int Possible) : MatchObstacle;

    /// <summary>What can be counted before anything is solved.</summary>
    public static IReadOnlyList<MatchObstacle> In(Affinities affinities, MatchTerms terms)
    {
        var (experts, wanted) = ((long)affinities.Experts.Count, (long)affinities.Dossiers.Count * terms.PerDossier);
        var found = new List<MatchObstacle>();
        for (var dossier = 0; dossier < affinities.Dossiers.Count; dossier++)
            if (affinities.ExpertsFor(dossier).Count() is var count && count < terms.PerDossier)
                found.Add(new TooFewFor(affinities.Dossiers[dossier], count));
        for (var expert = 0; expert < experts && terms.MinLoad > 0; expert++)
            if (Allowed(affinities, expert) is var count && count < terms.MinLoad)
                found.Add(new TooFewAllowed(affinities.Experts[expert], count));
        if (wanted > experts * terms.MaxLoad)
            found.Add(new TooLittleRoom(wanted - experts * terms.MaxLoad));
        if (wanted < experts * terms.MinLoad)
            found.Add(new TooFewDossiers(experts * terms.MinLoad - wanted));
        return found;
    }

    /// <summary>
    /// The dossiers that compete for too few experts: those that lack one, and those that hold what they could have.
    /// </summary>
    /// <param name="affinities">Of the pairs.</param>
    /// <param name="terms">What can't be kept to.</param>
    /// <param name="most">As many pairs as there can be.</param>
    public static IReadOnlyList<int> SharingTooFew(Affinities affinities, MatchTerms terms, IReadOnlyList<Pair> most)
    {
        var held = most.ToLookup(pair => pair.Dossier, pair => pair.Expert);
        var holders = most.ToLookup(pair => pair.Expert, pair => pair.Dossier);
        var reached = Enumerable
            .Range(0, affinities.Dossiers.Count)
            .Where(dossier => held[dossier].Count() < terms.PerDossier)
            .ToHashSet();
        for (var next = new Queue<int>(reached); next.TryDequeue(out var dossier); )
            foreach (var other in affinities.ExpertsFor(dossier).Except(held[dossier]).SelectMany(one => holders[one]))
                if (reached.Add(other))
                    next.Enqueue(other);
        return [.. reached.Order()];
    }

    private static int Allowed(Affinities affinities, int expert) =>
        Enumerable.Range(0, affinities.Dossiers.Count).Count(dossier => affinities[dossier, expert] is not null);
}
