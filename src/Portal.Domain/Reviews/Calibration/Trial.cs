using Portal.Domain.Calls;

namespace Portal.Domain.Reviews.Calibration;

/// <summary>What one expert gives to the sample of a calibration exercise.</summary>
public sealed partial class Trial : Aggregate
{
    private Trial() { }

    /// <exception cref="RefusedException">The expert serves elsewhere.</exception>
    public Trial(Exercise exercise, Expert expert)
    {
        if (exercise.WaveId != expert.WaveId)
            throw new RefusedException(ReviewRefusals.NotInWave);
        (Id, ExerciseId, ExpertId) = (TrialId.New(), exercise.Id, expert.Id);
        Person = expert.Person;
    }

    public TrialId Id { get; private set; }

    public ExerciseId ExerciseId { get; private set; }

    public ExpertId ExpertId { get; private set; }

    /// <summary>The expert's account.</summary>
    public PersonId Person { get; private set; }

    public ReviewSheet Sheet { get; private set; } = ReviewSheet.Blank;

    /// <summary>0 until the first save, then one more at each.</summary>
    public int Revision { get; private set; }

    public DateTimeOffset? SavedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <param name="sheet">All of it, as typed.</param>
    /// <param name="revision">The revision that the expert had before them.</param>
    /// <param name="exercise">To which it belongs.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">It is submitted, saved elsewhere meanwhile, or the date has passed.</exception>
    public void Save(ReviewSheet sheet, int revision, Exercise exercise, DateTimeOffset now)
    {
        exercise.EnsureTaken(now);
        if (SubmittedAt is not null)
            throw new RefusedException(ExerciseRefusals.Submitted);
        if (revision != Revision)
            throw new RefusedException(ReviewRefusals.Changed(Revision));
        (Sheet, SavedAt) = (sheet, now);
        Revision++;
    }

    /// <summary>What keeps it from being submitted: what would keep a review.</summary>
    public IReadOnlyList<ReviewObstacle> ObstaclesToSubmission(Grid grid) => Sheet.Obstacles(grid);

    /// <summary>Submits it, once and for all: the others' marks are seen from then on. Twice changes nothing.</summary>
    public void Submit(Grid grid, Exercise exercise, DateTimeOffset now)
    {
        if (SubmittedAt is not null)
            return;
        exercise.EnsureTaken(now);
        if (ObstaclesToSubmission(grid) is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles.Select(obstacle => obstacle.Reason)]);
        SubmittedAt = now;
        Tell(new TrialSubmitted(ExerciseId, Id, Person, now));
    }
}
