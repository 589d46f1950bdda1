using Portal.Domain.Calls;

namespace Portal.Domain.Reviews.Calibration;

/// <summary>
/// The calibration exercise of a wave: one sample, fictional or of the past, that all its experts score under the same
/// grid before their own dossiers, so that each sees how far their marks lie from the others'. It is no dossier, and
/// what is given to it is no review: nothing of it is weighed, counted or told to carriers.
/// </summary>
public sealed class Exercise : Aggregate
{
    private Exercise() { }

    /// <exception cref="RefusedException">The sample is out of bounds.</exception>
    public Exercise(WaveId wave, ExerciseSample sample, PersonId by, DateTimeOffset now)
    {
        (Id, WaveId) = (ExerciseId.New(), wave);
        Take(sample);
        Tell(new ExercisePrepared(Id, wave, by, now));
    }

    public ExerciseId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>What is to be read.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The grid by which it is scored; null until it is opened.</summary>
    public GridId? GridId { get; private set; }

    public ExerciseOpening? Opening { get; private set; }

    /// <summary>Until when experts submit; null until it is opened.</summary>
    public Deadline? Due { get; private set; }

    /// <summary>Whether experts submit it before they begin their own reviews.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>The marks and comments that staff holds to be right; null where it gives none.</summary>
    public ReviewSheet? Reference { get; private set; }

    /// <summary>Puts the sample in other words, as long as nobody reads it.</summary>
    public void Describe(ExerciseSample sample, PersonId by, DateTimeOffset now)
    {
        if (Opening is not null)
            throw new RefusedException(ExerciseRefusals.OpenedAlready);
        Take(sample);
        Tell(new ExercisePrepared(Id, WaveId, by, now));
    }

    /// <summary>Opens it to all experts of the wave. Doing it twice changes nothing.</summary>
    /// <param name="grid">The call's current one.</param>
    /// <param name="terms">Until when, and whether it comes first.</param>
    /// <param name="by">Staff.</param>
    /// <param name="now">UTC.</param>
    public void Open(Grid grid, ExerciseTerms terms, PersonId by, DateTimeOffset now)
    {
        if (Opening is not null)
            return;
        EnsureAhead(terms.Due, now);
        (GridId, Opening) = (grid.Id, new ExerciseOpening(by, now));
        (Due, IsRequired) = (terms.Due, terms.IsRequired);
        Tell(new ExerciseOpened(Id, WaveId, by, now));
    }

    /// <summary>Changes the date, and whether it comes first.</summary>
    public void ChangeTerms(ExerciseTerms terms, PersonId by, DateTimeOffset now)
    {
        if (Opening is null)
            throw new RefusedException(ExerciseRefusals.NotOpened);
        if (IsOver(now))
            throw new RefusedException(ExerciseRefusals.Over);
        if (terms == new ExerciseTerms(Due!, IsRequired))
            return;
        EnsureAhead(terms.Due, now);
        (Due, IsRequired) = (terms.Due, terms.IsRequired);
        Tell(new ExerciseTermsChanged(Id, WaveId, by, now));
    }

    /// <summary>Says what staff would have given: experts read it once their own marks are in.</summary>
    public void GiveReference(ReviewSheet reference, PersonId by, DateTimeOffset now)
    {
        if (Opening is null)
            throw new RefusedException(ExerciseRefusals.NotOpened);
        Reference = reference;
        Tell(new ExerciseReferenceGiven(Id, WaveId, by, now));
    }

    /// <summary>Whether it is open and its date has passed: nothing is submitted any more.</summary>
    public bool IsOver(DateTimeOffset now) => Due is { } due && !due.Accepts(now);

    /// <summary>
    /// What keeps an expert from beginning a review of their own; null where nothing does. Once the date has passed it
    /// can't be made up for, and keeps nobody back.
    /// </summary>
    /// <param name="own">Their marks; null where they gave none.</param>
    /// <param name="now">UTC.</param>
    public Refusal? ObstacleToReviewing(Trial? own, DateTimeOffset now) =>
        IsRequired && Opening is not null && !IsOver(now) && own?.SubmittedAt is null
            ? ExerciseRefusals.First(Title)
            : null;

    /// <summary>Whether an expert sees what the others gave: after their own is in, or at the date.</summary>
    public bool ShowsSpreadTo(Trial? own, DateTimeOffset now) => own?.SubmittedAt is not null || IsOver(now);

    /// <summary>Reminds experts who have still to submit.</summary>
    public void Remind(IReadOnlyList<ExpertId> experts, PersonId by, DateTimeOffset now)
    {
        EnsureTaken(now);
        if (experts.Count > 0)
            Tell(new ExerciseReminded(Id, WaveId, experts, by, now));
    }

    internal void EnsureTaken(DateTimeOffset now)
    {
        if (Opening is null)
            throw new RefusedException(ExerciseRefusals.NotOpened);
        if (IsOver(now))
            throw new RefusedException(ExerciseRefusals.Over);
    }

    private static void EnsureAhead(Deadline due, DateTimeOffset now)
    {
        if (!due.Accepts(now))
            throw new RefusedException(ExerciseRefusals.DuePassed);
    }

    private void Take(ExerciseSample sample)
    {
        if (sample.Obstacles() is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        (Title, Text) = (sample.Title.Trim(), sample.Text.ReplaceLineEndings("\n").Trim());
    }
}

public sealed record ExerciseOpening(PersonId By, DateTimeOffset At);

public sealed record ExerciseTerms(Deadline Due, bool IsRequired);

/// <summary>What all score: made up, or of a dossier of the past.</summary>
public sealed record ExerciseSample(string Title, string Text)
{
    /// <summary>In characters.</summary>
    public const int TitleLength = 200;

    /// <summary>In characters: some twenty pages.</summary>
    public const int TextLength = 60_000;

    /// <summary>What keeps it from being taken.</summary>
    public IReadOnlyList<Refusal> Obstacles()
    {
        var obstacles = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(Title))
            obstacles.Add(ExerciseRefusals.TitleMissing);
        if (Title.Length > TitleLength)
            obstacles.Add(ExerciseRefusals.TitleTooLong(TitleLength));
        if (string.IsNullOrWhiteSpace(Text))
            obstacles.Add(ExerciseRefusals.NothingToRead);
        if (Text.Length > TextLength)
            obstacles.Add(ExerciseRefusals.TextTooLong(TextLength));
        return obstacles;
    }
}
