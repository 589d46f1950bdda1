using System.Linq.Expressions;
using Portal.Domain.Calls;
using Portal.Domain.Reviews.Pool;

namespace Portal.Domain.Reviews;

/// <summary>What an expert writes, and submits; and what they change of it afterwards.</summary>
public sealed partial class Review
{
    private readonly List<ReviewVersion> _versions = [];

    /// <summary>What was submitted; until then, what is being written.</summary>
    public ReviewSheet Sheet { get; private set; } = ReviewSheet.Blank;

    /// <summary>What is being written since the submitted review was reopened; null while it is not.</summary>
    public ReviewSheet? Draft { get; private set; }

    /// <summary>What the expert wrote last.</summary>
    public ReviewSheet Written => Draft ?? Sheet;

    /// <summary>Whether its expert has still to submit it, as a question to the database.</summary>
    public static Expression<Func<Review, bool>> IsStillOpen { get; } =
        review => review.Recusal == null && (review.SubmittedAt == null || review.Draft != null);

    private static readonly Func<Review, bool> AsksStillOpen = IsStillOpen.Compile();

    public bool IsOpen => AsksStillOpen(this);

    /// <summary>0 until the first save, then one more at each, and at each submission.</summary>
    public int Revision { get; private set; }

    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>When it was first submitted.</summary>
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>The score on the grid's scale, once submitted.</summary>
    public decimal? Score { get; private set; }

    /// <summary>By whom it was last reopened, and why.</summary>
    public Reopening? Reopened { get; private set; }

    /// <summary>When another version took the place of what was submitted.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>What was written since it was loaded: each save is kept.</summary>
    public IReadOnlyList<ReviewVersion> Versions => _versions;

    /// <param name="sheet">All of the review, as typed.</param>
    /// <param name="revision">The revision that the expert had before them.</param>
    /// <param name="now">UTC.</param>
    /// <param name="owed">What the wave asks of its experts before they begin; null where nothing is left of it.</param>
    /// <exception cref="RefusedException">
    /// It was submitted, recused, or saved in another tab in between; or something comes first.
    /// </exception>
    public void Save(ReviewSheet sheet, int revision, DateTimeOffset now, Refusal? owed = null)
    {
        if (ObstacleToBeginning(owed) is { } obstacle)
            throw new RefusedException(obstacle);
        Write(sheet, revision, ReviewVersionKind.Written, now);
    }

    /// <summary>What comes before the first save; who has begun isn't stopped.</summary>
    public Refusal? ObstacleToBeginning(Refusal? owed) => SavedAt is null && IsOpen ? owed : null;

    /// <summary>Takes up an earlier version; what stood until now is kept as one too.</summary>
    public void Restore(ReviewVersion version, int revision, DateTimeOffset now) =>
        Write(version.Sheet, revision, ReviewVersionKind.Restored, now);

    /// <summary>What keeps the review from being submitted, place by place.</summary>
    public IReadOnlyList<ReviewObstacle> ObstaclesToSubmission(Grid grid) => Written.Obstacles(grid);

    /// <summary>Submits what is written. Doing it twice changes nothing.</summary>
    public void Submit(Grid grid, DateTimeOffset now, PanelDoor? door = null)
    {
        if (SubmittedAt is not null && Draft is null)
            return;
        EnsureOpen();
        (door ?? PanelDoor.Open).EnsureOpen();
        if (ObstaclesToSubmission(grid) is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles.Select(obstacle => obstacle.Reason)]);
        Keep(Written, ReviewVersionKind.Submitted, now);
        (Sheet, Draft) = (Written, null);
        Score = grid.WeightedScore(Sheet.Marks);
        if (SubmittedAt is null)
            Tell(new ReviewSubmitted(Id, DossierId, ExpertPerson, now));
        else
            Tell(new ReviewChanged(Id, DossierId, ExpertPerson, now));
        (ChangedAt, SubmittedAt) = (SubmittedAt is null ? null : now, SubmittedAt ?? now);
    }

    /// <summary>
    /// Opens a submitted review again, to write another version. What was submitted counts until that is submitted.
    /// </summary>
    public void Reopen(string reason, PanelDoor door, DateTimeOffset now) => Reopen(reason, door, ExpertPerson, now);

    /// <summary>Asks the expert for another version, with a word to them.</summary>
    public void HandBack(string word, Conflict? conflict, PanelDoor door, PersonId by, DateTimeOffset now)
    {
        if (conflict is not null)
            throw new RefusedException(ReviewRefusals.Conflict(conflict));
        if (string.IsNullOrWhiteSpace(word))
            throw new RefusedException(ReviewRefusals.WordNeeded);
        Reopen(word, door, by, now);
    }

    /// <summary>
    /// Gives up the other version that was being written: what was submitted stands. What was written of it stays among
    /// the versions. Doing it twice changes nothing.
    /// </summary>
    public void KeepSubmitted(DateTimeOffset now)
    {
        if (SubmittedAt is null)
            throw new RefusedException(ReviewRefusals.NotSubmitted);
        if (Draft is null)
            return;
        Draft = null;
        SavedAt = now;
        Keep(Sheet, ReviewVersionKind.Restored, now);
        Tell(new ReviewKept(Id, DossierId, ExpertPerson, now));
    }

    /// <summary>Why a submitted review can't be opened again; null where it can.</summary>
    public Refusal? ObstacleToReopening(PanelDoor door) =>
        SubmittedAt is null ? ReviewRefusals.NotSubmitted
        : Draft is not null ? ReviewRefusals.ReopenedAlready
        : door.Obstacle;

    private void Reopen(string reason, PanelDoor door, PersonId by, DateTimeOffset now)
    {
        if (ObstacleToReopening(door) is { } obstacle)
            throw new RefusedException(obstacle);
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException(ReviewRefusals.ReasonNeeded);
        (Draft, Reopened) = (Sheet, new Reopening(by, now, reason.Trim()));
        Tell(new ReviewReopened(Id, DossierId, by, now));
    }

    private void Write(ReviewSheet sheet, int revision, ReviewVersionKind kind, DateTimeOffset now)
    {
        EnsureOpen();
        if (revision != Revision)
            throw new RefusedException(ReviewRefusals.Changed(Revision));
        if (Draft is null)
            Sheet = sheet;
        else
            Draft = sheet;
        SavedAt = now;
        Keep(sheet, kind, now);
        Tell(new ReviewSaved(Id, Revision, ExpertPerson, now));
    }

    private void Keep(ReviewSheet sheet, ReviewVersionKind kind, DateTimeOffset now) =>
        _versions.Add(new ReviewVersion(Id, ++Revision, sheet, kind, now));
}

/// <summary>Who opened a submitted review again, and why.</summary>
public sealed record Reopening(PersonId By, DateTimeOffset At, string Reason);

/// <summary>What closes the reviews of a dossier: the end of the panel, or a decision that is on a list.</summary>
public sealed record PanelDoor(bool IsPanelClosed, bool IsListed)
{
    public static PanelDoor Open { get; } = new(IsPanelClosed: false, IsListed: false);

    public Refusal? Obstacle =>
        IsPanelClosed ? ReviewRefusals.PanelClosed
        : IsListed ? ReviewRefusals.DecisionListed
        : null;

    internal void EnsureOpen()
    {
        if (Obstacle is { } obstacle)
            throw new RefusedException(obstacle);
    }
}
