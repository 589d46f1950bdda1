using Portal.Domain.Calls;

namespace Portal.Domain.FollowUp;

public enum MilestoneKind
{
    /// <summary>A technical or financial report, read by the service.</summary>
    Report,

    /// <summary>A report that experts judge, after which the project goes on or not.</summary>
    InterimReview,

    /// <summary>The last report: once it is accepted, the project is completed.</summary>
    FinalReport,
}

/// <summary>From what the date of a milestone is counted.</summary>
public enum MilestoneAnchor
{
    Start,
    End,
}

/// <summary>What a call's projects report at a time of their life, and on what form.</summary>
/// <param name="Key">Names it in data, such as <c>year-1</c>; unique in the call.</param>
/// <param name="Months">After the anchor; a milestone counted from the end moves with it.</param>
public sealed record PlannedMilestone(
    string Key,
    LocalizedText Title,
    MilestoneKind Kind,
    MilestoneAnchor Anchor,
    int Months
)
{
    /// <summary>Ten years.</summary>
    public const int LongestMonths = 120;

    /// <summary>What the report asks, under the same form engine as dossiers.</summary>
    public IReadOnlyList<FormSection> Sections { get; init; } = [];

    /// <summary>What its experts judge by; null unless it is an interim review.</summary>
    public InterimGrid? Grid { get; init; }

    /// <summary>The day on which it is due, for a project of these dates; what is counted from the start is due by the end.</summary>
    public DateOnly DueFor(DateOnly start, DateOnly end) =>
        Anchor == MilestoneAnchor.End ? end.AddMonths(Months)
        : start.AddMonths(Months) is var day && day < end ? day
        : end;

    internal IReadOnlyList<Refusal> Obstacles =>
        this switch
        {
            _ when !CallNames.IsKey(Key) || !Title.IsWhole => [FollowUpRefusals.MilestoneNotWhole(Key)],
            { Months: < 0 or > LongestMonths } => [FollowUpRefusals.MilestoneMonths(Key, LongestMonths)],
            { Sections.Count: 0 } => [FollowUpRefusals.NothingReported(Key)],
            _ when (Grid is not null) != (Kind == MilestoneKind.InterimReview) => [FollowUpRefusals.GridOfInterim(Key)],
            _ => [.. FormFaults.InReport(Sections).Select(fault => fault.Reason), .. Grid?.Obstacles ?? []],
        };

    /// <summary>The report's form, as the form engine reads it.</summary>
    public static Form FormOf(CallId call, IReadOnlyList<FormSection> sections, DateTimeOffset now) =>
        new(call, version: 1, sections, [], now);
}

/// <summary>The marks and the criteria of an interim review, as the grids of a call have them.</summary>
public sealed record InterimGrid(MarkScale Scale, IReadOnlyList<Criterion> Criteria)
{
    internal IReadOnlyList<Refusal> Obstacles =>
        [.. GridFaults.In(Scale, Criteria, GridExtras.None).Select(fault => fault.Reason)];

    /// <summary>As the review engine reads it.</summary>
    public Grid For(CallId call, DateTimeOffset now) => new(call, version: 1, Scale, Criteria, GridExtras.None, now);
}
