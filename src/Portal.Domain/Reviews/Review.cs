using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Domain.Reviews;

/// <summary>
/// One expert's review of one dossier, from its assignment to its submission. Comments to the panel stay within
/// the panel; comments to the carrier are what a decision may pass on, without a name.
/// </summary>
public sealed class Review : Aggregate
{
    /// <summary>Characters of one comment.</summary>
    public const int CommentLimit = 4_000;

    private Review() { }

    /// <summary>Assigns an eligible dossier, as it was filed, to an expert of its wave.</summary>
    /// <exception cref="RefusedException">The dossier isn't eligible, or the expert is in conflict or elsewhere.</exception>
    public static Review Assign(Dossier dossier, Expert expert, Grid grid, PersonId by, DateTimeOffset now)
    {
        if (ObstacleToAssigning(dossier, expert) is { } obstacle)
            throw new RefusedException(obstacle);
        var review = new Review
        {
            Id = ReviewId.New(),
            DossierId = dossier.Id,
            FilingId = dossier.FilingId!.Value,
            WaveId = dossier.WaveId,
            ExpertId = expert.Id,
            ExpertPerson = expert.Person,
            GridId = grid.Id,
            AssignedBy = by,
            AssignedAt = now,
        };
        review.Tell(new ReviewAssigned(review.Id, dossier.Id, expert.Id, by, now));
        return review;
    }

    /// <summary>Why an expert can't be given a dossier; null where they can. Pages list it, assigning refuses on it.</summary>
    public static Refusal? ObstacleToAssigning(Dossier dossier, Expert expert) =>
        expert switch
        {
            _ when dossier.State != DossierState.Eligible => ReviewRefusals.NotEligible,
            _ when expert.WaveId != dossier.WaveId => ReviewRefusals.NotInWave,
            _ when dossier.RoleOf(expert.Person) is not null => ReviewRefusals.OwnDossier,
            _ when expert.IsInConflictWith(dossier.Id) => ReviewRefusals.Conflict,
            { CharterSignedAt: null } => ReviewRefusals.CharterNotSigned,
            { ConflictsDeclaredAt: null } => ReviewRefusals.ConflictsNotDeclared,
            // The declaration was made on a list that did not show this dossier.
            { ConflictsDeclaredAt: { } at } when at < dossier.Eligibility!.At => ReviewRefusals.DeclarationTooOld,
            _ => null,
        };

    public ReviewId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    /// <summary>The filing that is judged.</summary>
    public FilingId FilingId { get; private set; }

    public WaveId WaveId { get; private set; }

    public ExpertId ExpertId { get; private set; }

    /// <summary>The expert's account.</summary>
    public PersonId ExpertPerson { get; private set; }

    public GridId GridId { get; private set; }

    public PersonId AssignedBy { get; private set; }

    public DateTimeOffset AssignedAt { get; private set; }

    public ReviewSheet Sheet { get; private set; } = ReviewSheet.Blank;

    /// <summary>0 until the first save, then one more at each.</summary>
    public int Revision { get; private set; }

    public DateTimeOffset? SavedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>The score on the grid's scale, once submitted.</summary>
    public decimal? Score { get; private set; }

    public Recusal? Recusal { get; private set; }

    /// <summary>When the dossier left the cut-off for which it was judged, UTC: from then on the review weighs nothing.</summary>
    public DateTimeOffset? SetAsideAt { get; private set; }

    /// <param name="sheet">All of the review, as typed.</param>
    /// <param name="revision">The revision that the expert had before them.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">It was submitted, recused, or saved in another tab in between.</exception>
    public void Save(ReviewSheet sheet, int revision, DateTimeOffset now)
    {
        EnsureOpen();
        if (revision != Revision)
            throw new RefusedException(ReviewRefusals.Changed(Revision));
        Sheet = sheet;
        Revision++;
        SavedAt = now;
        Tell(new ReviewSaved(Id, Revision, ExpertPerson, now));
    }

    /// <summary>What keeps the review from being submitted, criterion by criterion.</summary>
    public IReadOnlyList<ReviewObstacle> ObstaclesToSubmission(Grid grid) => Sheet.Obstacles(grid);

    /// <summary>Submits. Doing it twice changes nothing.</summary>
    public void Submit(Grid grid, DateTimeOffset now)
    {
        if (SubmittedAt is not null)
            return;
        EnsureOpen();
        if (ObstaclesToSubmission(grid) is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles.Select(obstacle => obstacle.Reason)]);
        (SubmittedAt, Score) = (now, grid.WeightedScore(Sheet.Marks));
        Tell(new ReviewSubmitted(Id, DossierId, ExpertPerson, now));
    }

    /// <summary>Steps aside, with a reason that staff reads; the conflict is the caller's to note on the expert.</summary>
    public void Recuse(string reason, DateTimeOffset now)
    {
        EnsureOpen();
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException(ReviewRefusals.ReasonNeeded);
        Recusal = new Recusal(now, reason.Trim());
        Tell(new ReviewRecused(Id, DossierId, ExpertPerson, now));
    }

    /// <summary>Sets the review aside, submitted or not: its dossier counts for another cut-off. Twice changes nothing.</summary>
    public void SetAside(DateTimeOffset now)
    {
        if (SetAsideAt is not null)
            return;
        SetAsideAt = now;
        Tell(new ReviewSetAside(Id, DossierId, By: null, now));
    }

    private void EnsureOpen()
    {
        if (SubmittedAt is not null)
            throw new RefusedException(ReviewRefusals.Submitted);
        if (Recusal is not null)
            throw new RefusedException(ReviewRefusals.Recused);
    }
}

public sealed record Recusal(DateTimeOffset At, string Reason);
