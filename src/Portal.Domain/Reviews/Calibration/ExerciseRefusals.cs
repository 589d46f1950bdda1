namespace Portal.Domain.Reviews.Calibration;

public static class ExerciseRefusals
{
    /// <summary>The wave asks its experts to take part before they begin their own reviews.</summary>
    public static Refusal First(string title) => new("exercise.first", title);

    public static Refusal OpenedAlready { get; } = new("exercise.opened-already");

    public static Refusal ChangedMeanwhile { get; } = new("exercise.changed-meanwhile");

    public static Refusal NotOpened { get; } = new("exercise.not-opened");

    public static Refusal Over { get; } = new("exercise.over");

    public static Refusal Submitted { get; } = new("exercise.submitted");

    public static Refusal DuePassed { get; } = new("exercise.due-passed");

    public static Refusal TitleMissing { get; } = new("exercise.title-missing");

    public static Refusal TitleTooLong(int most) => new("exercise.title-too-long", most);

    public static Refusal NothingToRead { get; } = new("exercise.nothing-to-read");

    public static Refusal TextTooLong(int most) => new("exercise.text-too-long", most);
}
