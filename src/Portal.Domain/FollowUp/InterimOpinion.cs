using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;

namespace Portal.Domain.FollowUp;

public enum Recommendation
{
    Go,
    GoWithConditions,
    NoGo,
}

/// <summary>
/// What an expert thinks of a project at its interim review, on the sheet of the review engine. The carrier reads what is
/// said to it once the service has decided, never by whom.
/// </summary>
public sealed partial class InterimOpinion : Aggregate
{
    private InterimOpinion() { }

    /// <exception cref="RefusedException">
    /// The expert is of the project's team, has one already or is who asks; its report isn't submitted, or the project is over.
    /// </exception>
    public static InterimOpinion Ask(
        Project project,
        Milestone milestone,
        InterimGrid grid,
        Dossier dossier,
        PersonId expert,
        IReadOnlyList<InterimOpinion> earlier,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (milestone.Kind != MilestoneKind.InterimReview)
            throw new RefusedException(FollowUpRefusals.NotInterim);
        if (milestone.SubmittedAt is null)
            throw new RefusedException(FollowUpRefusals.ReportFirst);
        if (milestone.Go is not null)
            throw new RefusedException(FollowUpRefusals.InterimDecided);
        if (project.Ending is not null)
            throw new RefusedException(FollowUpRefusals.Ended);
        if (expert == by)
            throw new RefusedException(FollowUpRefusals.FourEyes);
        if (dossier.RoleOf(expert) is not null)
            throw new RefusedException(ReviewRefusals.OwnDossier);
        if (earlier.Any(one => one.Expert == expert))
            throw new RefusedException(FollowUpRefusals.AskedAlready);
        var opinion = new InterimOpinion
        {
            Id = OpinionId.New(),
            ProjectId = project.Id,
            DossierId = project.DossierId,
            CallId = project.CallId,
            MilestoneId = milestone.Id,
            Expert = expert,
            Asks = grid,
            AskedAt = now,
        };
        opinion.Tell(new OpinionAsked(project.Id, opinion.DossierId, opinion.Id, by, now));
        return opinion;
    }

    public OpinionId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public DossierId DossierId { get; private set; }

    public CallId CallId { get; private set; }

    public MilestoneId MilestoneId { get; private set; }

    public PersonId Expert { get; private set; }

    /// <summary>What it is judged by, as the plan had it.</summary>
    public InterimGrid Asks { get; private set; } = null!;

    public DateTimeOffset AskedAt { get; private set; }

    public ReviewSheet Sheet { get; private set; } = ReviewSheet.Blank;

    public Recommendation? Recommendation { get; private set; }

    public int Revision { get; private set; }

    public DateTimeOffset? SavedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>The weighted score on the grid's scale, once submitted.</summary>
    public decimal? Score { get; private set; }

    /// <summary>Why the expert stepped aside; null where they didn't.</summary>
    public Recusal? Recusal { get; private set; }

    /// <summary>
    /// When the decision was taken without it, its expert having turned out to be in conflict; null where it counted. It
    /// stays as it was then: were it left out or told later on, the carrier could guess whose it is.
    /// </summary>
    public DateTimeOffset? SetAsideAt { get; private set; }

    public bool IsOpen => SubmittedAt is null && Recusal is null;

    /// <summary>As the review engine reads it.</summary>
    public Grid Grid => Asks.For(CallId, AskedAt);

    /// <param name="sheet">All of it, as typed.</param>
    /// <param name="recommendation">Null while none is chosen.</param>
    /// <param name="revision">The one that the expert had before them.</param>
    /// <param name="milestone">That it is about.</param>
    /// <param name="now">UTC.</param>
    public void Save(
        ReviewSheet sheet,
        Recommendation? recommendation,
        int revision,
        Milestone milestone,
        DateTimeOffset now
    )
    {
        EnsureOpen(milestone);
        if (revision != Revision)
            throw new RefusedException(FollowUpRefusals.SavedSince);
        (Sheet, Recommendation, Revision, SavedAt) = (sheet, recommendation, Revision + 1, now);
    }

    /// <summary>What keeps it from being submitted, place by place.</summary>
    public IReadOnlyList<ReviewObstacle> Obstacles => Sheet.Obstacles(Grid);

    /// <summary>Submits it, once. Doing it twice changes nothing.</summary>
    /// <param name="milestone">That it is about.</param>
    /// <param name="now">UTC.</param>
    public void Submit(Milestone milestone, DateTimeOffset now)
    {
        if (SubmittedAt is not null)
            return;
        EnsureOpen(milestone);
        if (Obstacles is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles.Select(one => one.Reason)]);
        if (Recommendation is null)
            throw new RefusedException(FollowUpRefusals.RecommendationMissing);
        (SubmittedAt, Score) = (now, Grid.WeightedScore(Sheet.Marks));
        Tell(new OpinionSubmitted(ProjectId, DossierId, Id, Expert, now));
    }

    /// <summary>The decision is taken without it.</summary>
    public void SetAside(DateTimeOffset now) => SetAsideAt ??= now;

    /// <summary>Steps aside: the service asks somebody else, and nobody asks them again about this dossier.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="seats">The expert in the waves of the call.</param>
    /// <param name="now">UTC.</param>
    public void StepAside(string reason, IEnumerable<Expert> seats, DateTimeOffset now)
    {
        EnsureOpen();
        FollowUpText.EnsureSaid(reason);
        Recusal = new Recusal(now, reason.Trim());
        foreach (var seat in seats)
            seat.Recuse(DossierId, Recusal.Reason, now);
        Tell(new OpinionRecused(ProjectId, DossierId, Id, Expert, now));
    }

    private void EnsureOpen(Milestone milestone)
    {
        EnsureOpen();
        if (milestone.Go is not null)
            throw new RefusedException(FollowUpRefusals.InterimDecided);
    }

    private void EnsureOpen()
    {
        if (Recusal is not null)
            throw new RefusedException(ReviewRefusals.Recused);
        if (SubmittedAt is not null)
            throw new RefusedException(ReviewRefusals.Submitted);
    }
}
