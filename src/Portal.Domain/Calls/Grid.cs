namespace Portal.Domain.Calls;

/// <summary>One version of a call's criteria grid. A published version never changes.</summary>
public sealed class Grid
{
    private Grid() { }

    internal Grid(
        CallId call,
        int version,
        MarkScale scale,
        IReadOnlyList<Criterion> criteria,
        GridExtras extras,
        DateTimeOffset now
    )
    {
        (Id, CallId, Version, PublishedAt) = (GridId.New(), call, version, now);
        (Scale, Criteria) = (scale, [.. criteria]);
        (Questions, Confidence) = ([.. extras.Questions], [.. extras.Confidence]);
    }

    public GridId Id { get; private set; }

    public CallId CallId { get; private set; }

    public int Version { get; private set; }

    public MarkScale Scale { get; private set; } = null!;

    public IReadOnlyList<Criterion> Criteria { get; private set; } = [];

    /// <summary>What is asked beyond marks and comments, in its order.</summary>
    public IReadOnlyList<GridQuestion> Questions { get; private set; } = [];

    /// <summary>What each level of an expert's confidence means, from the least; none where it isn't asked.</summary>
    public IReadOnlyList<LocalizedText> Confidence { get; private set; } = [];

    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>What a mark means for a criterion: its own descriptor, or the scale's.</summary>
    public LocalizedText? Descriptor(Criterion criterion, int mark) =>
        (
            criterion.Descriptors.FirstOrDefault(own => own.Mark == mark)
            ?? Scale.Descriptors.FirstOrDefault(shared => shared.Mark == mark)
        )?.Text;

    /// <summary>
    /// The weighted score of a set of marks, on the grid's own scale; null unless every criterion has its mark.
    /// </summary>
    public decimal? WeightedScore(IReadOnlyDictionary<string, int> marks) =>
        Criteria.All(criterion => marks.ContainsKey(criterion.Key))
            ? Criteria.Sum(criterion => criterion.Weight * marks[criterion.Key])
                / Criteria.Sum(criterion => criterion.Weight)
            : null;
}

/// <summary>The marks that can be given, from the worst to the best, and what each means.</summary>
public sealed record MarkScale(int From, int To, IReadOnlyList<MarkDescriptor> Descriptors)
{
    public IEnumerable<int> Marks => Enumerable.Range(From, To - From + 1);

    public bool Has(int mark) => mark >= From && mark <= To;
}

public sealed record MarkDescriptor(int Mark, LocalizedText Text);

/// <summary>What experts judge. Weights are percentages of the whole grid.</summary>
public sealed record Criterion(string Key, LocalizedText Title, decimal Weight)
{
    public LocalizedText? Guidance { get; init; }

    public IReadOnlyList<MarkDescriptor> Descriptors { get; init; } = [];

    /// <summary>Characters that the comment to the carrier has at least; 0 where it may be left out.</summary>
    public int ToCarrierAtLeast { get; init; }

    /// <summary>Characters that the comment to the panel has at least; 0 where it may be left out.</summary>
    public int ToPanelAtLeast { get; init; }
}
