using System.Text.Json.Serialization;

namespace Portal.Domain.Reviews.Matching;

/// <summary>Why no assignment keeps to the terms, and the least that would have to give.</summary>
[JsonDerivedType(typeof(NoDossier), "no-dossier")]
[JsonDerivedType(typeof(NoExpert), "no-expert")]
[JsonDerivedType(typeof(CapTooLow), "cap-too-low")]
[JsonDerivedType(typeof(TooFewFor), "too-few-for")]
[JsonDerivedType(typeof(TooLittleRoom), "too-little-room")]
[JsonDerivedType(typeof(TooFewDossiers), "too-few-dossiers")]
[JsonDerivedType(typeof(TooFewAllowed), "too-few-allowed")]
[JsonDerivedType(typeof(Contested), "contested")]
[JsonDerivedType(typeof(LeastLoadTooHigh), "least-load-too-high")]
[JsonDerivedType(typeof(RulesClash), "rules-clash")]
public abstract record MatchObstacle
{
    private MatchObstacle() { }

    /// <summary>There is nothing to assign.</summary>
    public sealed record NoDossier : MatchObstacle;

    /// <summary>No lottery keeps every pair under that probability.</summary>
    /// <param name="Possible">In hundredths, the least under which there is one.</param>
    public sealed record CapTooLow(int Possible) : MatchObstacle;

    /// <summary>There is nobody to assign it to.</summary>
    public sealed record NoExpert : MatchObstacle;

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

    /// <summary>No assignment keeps to all rules; each of these ways out would do by itself.</summary>
    public sealed record RulesClash(IReadOnlyList<MatchRelaxation> Ways) : MatchObstacle;

    /// <summary>What can be counted before anything is solved.</summary>
    public static IReadOnlyList<MatchObstacle> In(MatchLimits limits)
    {
        var (affinities, experts) = (limits.Affinities, Enumerable.Range(0, limits.Affinities.Experts.Count).ToList());
        var found = new List<MatchObstacle>();
        for (var dossier = 0; dossier < affinities.Dossiers.Count; dossier++)
            if (affinities.ExpertsFor(dossier).Count() is var count && count < limits.PerDossier(dossier))
                found.Add(new TooFewFor(affinities.Dossiers[dossier], count));
        foreach (var expert in experts.Where(expert => limits.LeastOf(expert) > 0))
            if (Allowed(affinities, expert) is var count && count < limits.LeastOf(expert))
                found.Add(new TooFewAllowed(affinities.Experts[expert], count));
        if (limits.Wanted - experts.Sum(expert => (long)limits.MostOf(expert)) is > 0 and var missing)
            found.Add(new TooLittleRoom(missing));
        if (experts.Sum(expert => (long)limits.LeastOf(expert)) - limits.Wanted is > 0 and var over)
            found.Add(new TooFewDossiers(over));
        return found;
    }

    /// <summary>
    /// The dossiers that compete for too few experts: those that lack one, and those that hold what they could have.
    /// </summary>
    /// <param name="limits">What can't be kept to.</param>
    /// <param name="most">As many pairs as there can be.</param>
    public static IReadOnlyList<int> SharingTooFew(MatchLimits limits, IReadOnlyList<Pair> most)
    {
        var affinities = limits.Affinities;
        var held = most.ToLookup(pair => pair.Dossier, pair => pair.Expert);
        var holders = most.ToLookup(pair => pair.Expert, pair => pair.Dossier);
        var reached = Enumerable
            .Range(0, affinities.Dossiers.Count)
            .Where(dossier => held[dossier].Count() < limits.PerDossier(dossier))
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
