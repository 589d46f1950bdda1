using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Calibration;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Calibration;

/// <summary>The calibration exercise of a wave, as one of its experts does it.</summary>
/// <param name="IsOpen">Whether they can still write.</param>
/// <param name="Spread">How the others' marks lie, beside one's own; null until one may see it.</param>
public sealed record ExercisePage(
    ExerciseId Id,
    CallPresentation Call,
    int Wave,
    ExerciseSample Sample,
    ExerciseTerms Terms,
    Grid Grid,
    ReviewSheet Sheet,
    int Revision,
    DateTimeOffset? SavedAt,
    DateTimeOffset? SubmittedAt,
    bool IsOpen,
    SpreadPart? Spread
)
{
    /// <summary>What stands where something else was typed meanwhile.</summary>
    public ReviewSheet? Theirs { get; init; }
}

/// <param name="Spread">Null where too few have scored to tell.</param>
/// <param name="Own">The reader's; null for staff, or where they gave none.</param>
/// <param name="Reference">What staff holds to be right; null where it says nothing.</param>
public sealed record SpreadPart(Grid Grid, Spread? Spread, ReviewSheet? Own, ReviewSheet? Reference)
{
    public CriterionSpread? Of(Criterion criterion) =>
        Spread?.Criteria.FirstOrDefault(one => one.Criterion == criterion.Key);
}

/// <summary>The exercise as staff prepares and follows it.</summary>
/// <param name="Part">Null as long as nobody has prepared one.</param>
public sealed record StaffExercisePage(WaveHead Wave, StaffExercisePart? Part)
{
    public SampleForm Form { get; init; } = new();

    /// <summary>The sample or the reference that was typed, where something else was saved meanwhile.</summary>
    public bool IsOvertaken { get; init; }

    /// <summary>The reference as it was typed; null where it is the one that stands.</summary>
    public ReviewSheet? Typed { get; init; }
}

/// <param name="Revision">Of the exercise: whoever changes it names the one that they read.</param>
/// <param name="Grid">By which it is scored, or would be.</param>
/// <param name="Spread">Of all that are submitted.</param>
/// <param name="ToRemind">How many would be reminded now.</param>
public sealed record StaffExercisePart(
    ExerciseId Id,
    uint Revision,
    ExerciseSample Sample,
    Grid Grid,
    ExerciseTerms? Terms,
    bool IsOver,
    SpreadPart Spread,
    IReadOnlyList<ExpertTrial> Experts,
    int ToRemind
);

/// <param name="Leniency">By how much their score lies above that of the others; null where it can't be told.</param>
public sealed record ExpertTrial(
    string Name,
    DateTimeOffset? SavedAt,
    DateTimeOffset? SubmittedAt,
    decimal? Score,
    decimal? Leniency
);

public sealed class SampleForm
{
    public string? Title { get; set; }

    public string? Text { get; set; }

    /// <summary>Of the exercise that was read; null where there was none.</summary>
    public uint? Revision { get; set; }

    public ExerciseSample Sample => new(Title ?? "", Text ?? "");
}
