using Portal.Domain.Reviews.Matching;

namespace Portal.Domain.Reviews.Assignment;

/// <summary>A change by hand: an expert leaves a dossier, another one comes, or one replaces the other.</summary>
/// <param name="Gives">Null where nobody leaves.</param>
/// <param name="Takes">Null where nobody comes.</param>
public sealed record AssignmentChange(DossierId Dossier, ExpertId? Gives, ExpertId? Takes)
{
    /// <summary>Two dossiers exchange an expert each.</summary>
    public static IReadOnlyList<AssignmentChange> Exchange(AssignedPair one, AssignedPair other) =>
        [
            new AssignmentChange(one.Dossier, one.Expert, other.Expert),
            new AssignmentChange(other.Dossier, other.Expert, one.Expert),
        ];
}

/// <summary>What an assignment is worth, and what it breaks.</summary>
/// <param name="Loads">By the experts' places.</param>
/// <param name="Broken">Of a dossier, by its place.</param>
/// <param name="Overloaded">Experts who have more than they may, by their places.</param>
public sealed record AssignmentEffects(
    Match Match,
    double[] Totals,
    int[] Loads,
    ILookup<int, BrokenRule> Broken,
    IReadOnlyList<int> Overloaded
);

/// <summary>Changes by hand, with their effects before they are saved.</summary>
public sealed partial class AssignmentProposal
{
    /// <summary>What it is worth as it is, or with other pairs; null where there is no assignment.</summary>
    public AssignmentEffects? Effects(IReadOnlyList<Pair>? pairs = null)
    {
        if (Panel is not { } panel)
            return null;
        pairs ??= Pairs;
        var limits = panel.Limits(Terms);
        var experts = pairs.ToLookup(pair => pair.Dossier, pair => pair.Expert);
        var loads = new int[panel.Experts.Count];
        foreach (var pair in pairs)
            loads[pair.Expert]++;
        var broken = Enumerable
            .Range(0, panel.Dossiers.Count)
            .SelectMany(dossier => limits.Broken(dossier, [.. experts[dossier]]).Select(rule => (dossier, rule)))
            .ToLookup(one => one.dossier, one => one.rule);
        return new AssignmentEffects(
            new Match(limits.Affinities, pairs, SumBound, FloorBound),
            limits.Affinities.Totals(pairs),
            loads,
            broken,
            [.. Enumerable.Range(0, loads.Length).Where(expert => loads[expert] > limits.MostOf(expert))]
        );
    }

    /// <summary>The pairs after changes; rules may be broken by them, conflicts not, and what is assigned stays.</summary>
    /// <exception cref="RefusedException">They can't be made.</exception>
    public IReadOnlyList<Pair> With(params IReadOnlyList<AssignmentChange> changes)
    {
        EnsureReady();
        return changes.Aggregate(Pairs, With);
    }

    private IReadOnlyList<Pair> With(IReadOnlyList<Pair> pairs, AssignmentChange change)
    {
        var (dossier, gives, takes) = PlacesOf(change);
        var candidates = Panel!.Dossiers[dossier].Candidates;
        var held = pairs.Where(pair => pair.Dossier == dossier).Select(pair => pair.Expert).ToHashSet();
        if (gives is { } left && (!held.Contains(left) || candidates.Any(one => one.Has && one.Expert == left)))
            throw new RefusedException(AssignmentRefusals.Stays);
        if (takes is { } come && (held.Contains(come) || candidates.All(one => one.Expert != come)))
            throw new RefusedException(AssignmentRefusals.NoCandidate);
        var rest = pairs.Where(pair => pair != new Pair(dossier, gives ?? -1));
        return [.. (takes is { } one ? rest.Append(new Pair(dossier, one)) : rest).Order()];
    }

    /// <summary>Saves a change, or both of an exchange.</summary>
    /// <param name="changes">Each of one dossier.</param>
    /// <param name="revision">The one whose effects were shown.</param>
    public void Change(IReadOnlyList<AssignmentChange> changes, int revision, PersonId by, DateTimeOffset now)
    {
        EnsureAt(revision);
        Pairs = With(changes);
        Revision++;
        foreach (var change in changes)
            Tell(new AssignmentChanged(Id, WaveId, change, by, now));
    }

    /// <summary>Who reads what here and not there, by dossier, and the other way round.</summary>
    public IReadOnlyList<AssignmentDifference> DifferencesTo(AssignmentProposal other)
    {
        var (mine, theirs) = (PairsById(), other.PairsById());
        return
        [
            .. mine.Union(theirs)
                .Except(mine.Intersect(theirs))
                .GroupBy(pair => pair.Dossier)
                .Select(one => new AssignmentDifference(
                    one.Key,
                    [.. one.Where(mine.Contains).Select(pair => pair.Expert)],
                    [.. one.Where(theirs.Contains).Select(pair => pair.Expert)]
                )),
        ];
    }

    /// <summary>All pairs, those that are assigned already too.</summary>
    public IReadOnlySet<AssignedPair> PairsById() => Pairs.Select(Named).ToHashSet();

    private AssignedPair Named(Pair pair) => new(Panel!.Dossiers[pair.Dossier].Id, Panel.Experts[pair.Expert].Id);

    private (int Dossier, int? Gives, int? Takes) PlacesOf(AssignmentChange change)
    {
        var dossier = Panel!.Dossiers.Index().FirstOrDefault(one => one.Item.Id == change.Dossier, (-1, null!)).Index;
        if (dossier < 0 || (change.Gives is null && change.Takes is null))
            throw new RefusedException(AssignmentRefusals.NothingToChange);
        return (dossier, PlaceOf(change.Gives), PlaceOf(change.Takes));
    }

    private int? PlaceOf(ExpertId? expert) =>
        expert is { } id ? Panel!.Experts.Index().FirstOrDefault(one => one.Item.Id == id, (-2, null!)).Index : null;
}

/// <param name="Here">Experts that only the first of two proposals gives the dossier.</param>
/// <param name="There">Those that only the second does.</param>
public sealed record AssignmentDifference(
    DossierId Dossier,
    IReadOnlyList<ExpertId> Here,
    IReadOnlyList<ExpertId> There
);
