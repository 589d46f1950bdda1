namespace Portal.Domain.Calls;

/// <summary>What is said on a step before the next one can be written.</summary>
public enum StepVerdict
{
    /// <summary>Nothing: the step is decided on with the dossier.</summary>
    None,

    /// <summary>Only preselected dossiers go on.</summary>
    Preselection,

    /// <summary>GO or NO GO.</summary>
    GoNoGo,
}

/// <summary>A step of a call's dossiers: a synopsis, a letter, the dossier itself.</summary>
/// <param name="Key">Names the step in data, such as <c>synopsis</c>; unique in the call.</param>
public sealed record CallStep(string Key, LocalizedText Title, StepVerdict Verdict = StepVerdict.None)
{
    /// <summary>How many steps a call has at most.</summary>
    public const int Most = 6;

    /// <summary>Days: two years.</summary>
    public const int LongestDue = 730;

    /// <summary>
    /// Days after the verdict on the step before until which this one is due; null where the wave's own cut-offs
    /// decide, as for every first step.
    /// </summary>
    public int? DueInDays { get; init; }

    /// <summary>
    /// Until when the step is due where the verdict before it is given at a moment, as its officers are proposed; null
    /// where the call says nothing.
    /// </summary>
    public DateTime? DueAfter(DateTime verdict) =>
        DueInDays is { } days ? verdict.Date.AddDays(days).AddHours(12) : null;

    /// <summary>Whether the step may be filed again where its verdict was no and gave recommendations.</summary>
    public bool MayRefile { get; init; }
}
