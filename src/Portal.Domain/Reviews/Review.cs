using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews.Pool;

namespace Portal.Domain.Reviews;

/// <summary>
/// One expert's review of one dossier, from its assignment to its submission. Comments to the panel stay within
/// the panel; comments to the carrier are what a decision may pass on, without a name.
/// </summary>
public sealed partial class Review : Aggregate
{
    /// <summary>Characters of one comment.</summary>
    public const int CommentLimit = 4_000;

    private Review() { }

    /// <summary>Assigns an eligible dossier, as it was filed, to an expert of its wave.</summary>
    /// <param name="proposal">Of which it is part: the expert is told of all its dossiers at once.</param>
    /// <param name="burden">What the expert has already; null where that is nothing.</param>
    /// <exception cref="RefusedException">
    /// The dossier isn't eligible, or the expert is in conflict or elsewhere, or gets more than they can take without a
    /// reason.
    /// </exception>
    public static Review Assign(
        Dossier dossier,
        Expert expert,
        Grid grid,
        PersonId by,
        DateTimeOffset now,
        ProposalId? proposal = null,
        Burden? burden = null
    )
    {
        burden ??= Burden.None;
        if ((ObstacleToAssigning(dossier, expert) ?? burden.ObstacleFor(expert)) is { } obstacle)
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
        var beyond = burden.ReasonFor(expert);
        review.Tell(new ReviewAssigned(review.Id, dossier.Id, expert.Id, proposal, beyond, by, now));
        return review;
    }

    /// <summary>Why an expert can't be given a dossier; null where they can. Pages list it, assigning refuses on it.</summary>
    public static Refusal? ObstacleToAssigning(Dossier dossier, Expert expert) =>
        expert switch
        {
            _ when dossier.State != DossierState.Eligible => ReviewRefusals.NotEligible,
            _ when expert.WaveId != dossier.WaveId => ReviewRefusals.NotInWave,
            _ when dossier.RoleOf(expert.Person) is not null => ReviewRefusals.OwnDossier,
            _ when expert.Pool.StandingWith(dossier.Id) is { } conflict => ReviewRefusals.Conflict(conflict),
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

    public Recusal? Recusal { get; private set; }

    /// <summary>What the expert told staff of whether the dossier should have been found eligible.</summary>
    public EligibilityDoubt? Doubt { get; private set; }

    /// <summary>
    /// When the dossier left the cut-off for which it was judged, or the expert, UTC: from then on the review weighs
    /// nothing.
    /// </summary>
    public DateTimeOffset? SetAsideAt { get; private set; }

    /// <summary>Steps aside, with a reason that staff reads; the conflict is the caller's to note on the expert.</summary>
    public void Recuse(string reason, DateTimeOffset now)
    {
        EnsureOpen();
        if (Draft is not null)
            throw new RefusedException(ReviewRefusals.Submitted);
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException(ReviewRefusals.ReasonNeeded);
        StepAside(reason, now);
    }

    /// <summary>The expert declared a conflict with a dossier that they hold; what was submitted stands.</summary>
    /// <param name="reason">As declared: it may be empty.</param>
    public void GiveBack(string reason, DateTimeOffset now)
    {
        if (SubmittedAt is null && Recusal is null)
            StepAside(reason, now);
    }

    private void StepAside(string reason, DateTimeOffset now)
    {
        Recusal = new Recusal(now, reason.Trim());
        Tell(new ReviewRecused(Id, DossierId, ExpertPerson, now));
    }

    /// <summary>Tells staff, once, why the dossier may not be eligible; the review goes on.</summary>
    public void RaiseDoubt(string reason, DateTimeOffset now)
    {
        if (Recusal is not null)
            throw new RefusedException(ReviewRefusals.Recused);
        if (Doubt is not null)
            throw new RefusedException(ReviewRefusals.DoubtRaised);
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException(ReviewRefusals.ReasonNeeded);
        Doubt = new EligibilityDoubt(now, reason.Trim());
        Tell(new EligibilityDoubted(Id, DossierId, ExpertPerson, now));
    }

    /// <summary>Takes the dossier from an expert who hasn't submitted, or must not judge it, with a word to them.</summary>
    /// <param name="word">Mailed to the expert.</param>
    /// <param name="conflict">What keeps them from it: then what was submitted is taken too.</param>
    /// <param name="by">Staff.</param>
    /// <param name="now">UTC.</param>
    public void TakeAway(string word, Conflict? conflict, PersonId by, DateTimeOffset now)
    {
        if (Recusal is not null)
            throw new RefusedException(ReviewRefusals.Recused);
        if (SubmittedAt is not null && conflict is not { Stands: true })
            throw new RefusedException(ReviewRefusals.Submitted);
        if (string.IsNullOrWhiteSpace(word))
            throw new RefusedException(ReviewRefusals.WordNeeded);
        SetAsideAt = now;
        Tell(new ReviewTakenAway(Id, DossierId, ExpertId, word.Trim(), by, now));
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
        if (SubmittedAt is not null && Draft is null)
            throw new RefusedException(ReviewRefusals.Submitted);
        if (Recusal is not null)
            throw new RefusedException(ReviewRefusals.Recused);
    }
}

public sealed record Recusal(DateTimeOffset At, string Reason);

public sealed record EligibilityDoubt(DateTimeOffset At, string Reason);
