namespace Portal.Domain.Reviews.Calibration;

/// <summary>The history tells who took part, never with what marks.</summary>
public abstract record ExerciseEvent(ExerciseId Exercise, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("exercise", Exercise.Value);
}

/// <summary>Put into words, or into others.</summary>
public sealed record ExercisePrepared(ExerciseId Exercise, WaveId Wave, PersonId? By, DateTimeOffset At)
    : ExerciseEvent(Exercise, By, At)
{
    public override string Name => "exercise.prepared";
}

public sealed record ExerciseOpened(ExerciseId Exercise, WaveId Wave, PersonId? By, DateTimeOffset At)
    : ExerciseEvent(Exercise, By, At)
{
    public override string Name => "exercise.opened";
}

public sealed record ExerciseTermsChanged(ExerciseId Exercise, WaveId Wave, PersonId? By, DateTimeOffset At)
    : ExerciseEvent(Exercise, By, At)
{
    public override string Name => "exercise.terms-set";
}

public sealed record ExerciseReferenceGiven(ExerciseId Exercise, WaveId Wave, PersonId? By, DateTimeOffset At)
    : ExerciseEvent(Exercise, By, At)
{
    public override string Name => "exercise.reference-given";
}

public sealed record ExerciseReminded(
    ExerciseId Exercise,
    WaveId Wave,
    IReadOnlyList<ExpertId> Experts,
    PersonId? By,
    DateTimeOffset At
) : ExerciseEvent(Exercise, By, At)
{
    public override string Name => "exercise.reminded";
}

public sealed record TrialSubmitted(ExerciseId Exercise, TrialId Trial, PersonId? By, DateTimeOffset At)
    : ExerciseEvent(Exercise, By, At)
{
    public override string Name => "exercise.submitted";
}
