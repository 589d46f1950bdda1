namespace Portal.Domain.FollowUp;

public enum MilestoneState
{
    Ahead,

    /// <summary>Its project rests since before its day, which moves when it goes on: it can't be late meanwhile.</summary>
    Resting,

    /// <summary>Its day has passed and nothing was submitted.</summary>
    Late,

    /// <summary>Its report waits for the service.</summary>
    Submitted,

    /// <summary>Its report was sent back with remarks, and isn't late.</summary>
    Returned,
    Accepted,

    /// <summary>Nothing is due any more, since the project ended before.</summary>
    Waived,
}

/// <summary>What a project owes by a day: a report, an interim review, the final report.</summary>
public sealed class Milestone
{
    private Milestone() { }

    internal Milestone(ProjectId project, PlannedMilestone planned, DateOnly due)
    {
        (Id, ProjectId, Key, Title) = (MilestoneId.New(), project, planned.Key, planned.Title);
        (Kind, Anchor, Due) = (planned.Kind, planned.Anchor, EndOf(due));
    }

    public MilestoneId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    /// <summary>As the call's plan names it.</summary>
    public string Key { get; private set; } = "";

    public LocalizedText Title { get; private set; } = null!;

    public MilestoneKind Kind { get; private set; }

    public MilestoneAnchor Anchor { get; private set; }

    /// <summary>The end of a day in Paris, without grace: what comes later is taken, and late.</summary>
    public Deadline Due { get; private set; } = null!;

    /// <summary>When its report was first submitted, UTC.</summary>
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>When its report was sent back, UTC; null while the service has it, or nobody has.</summary>
    public DateTimeOffset? ReturnedAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public DateTimeOffset? WaivedAt { get; private set; }

    /// <summary>Whether the project goes on after an interim review; null until it is said.</summary>
    public GoDecision? Go { get; private set; }

    public bool IsOpen => (AcceptedAt, WaivedAt) is (null, null);

    /// <summary>Whether its carrier owes a report now or later.</summary>
    public bool IsAwaited => IsOpen && (SubmittedAt is null || ReturnedAt is not null);

    /// <summary>Whether what depends on it may follow: its report is accepted and, of an interim review, the answer is go.</summary>
    public bool IsMet => AcceptedAt is not null && (Kind != MilestoneKind.InterimReview || Go is { IsGo: true });

    /// <param name="rest">Of its project; null while it goes on.</param>
    /// <param name="now">UTC.</param>
    public MilestoneState StateAt(Suspension? rest, DateTimeOffset now) =>
        this switch
        {
            { WaivedAt: not null } => MilestoneState.Waived,
            { AcceptedAt: not null } => MilestoneState.Accepted,
            { IsAwaited: false } => MilestoneState.Submitted,
            _ when FallsIn(rest) => MilestoneState.Resting,
            _ when !Due.Accepts(now) => MilestoneState.Late,
            { ReturnedAt: not null } => MilestoneState.Returned,
            _ => MilestoneState.Ahead,
        };

    /// <summary>Whether its day came, or comes, while the project rests.</summary>
    internal bool FallsIn(Suspension? rest) => rest is not null && DateOnly.FromDateTime(Due.Civil) >= rest.Since;

    internal Milestone Copy() => (Milestone)MemberwiseClone();

    internal void MoveTo(DateOnly day) => Due = EndOf(day);

    /// <summary>Takes up what another plan says of it; what an earlier plan left out is owed again.</summary>
    internal void Replan(PlannedMilestone planned, DateOnly due)
    {
        (Title, Kind, Anchor, Due) = (planned.Title, planned.Kind, planned.Anchor, EndOf(due));
        WaivedAt = null;
    }

    internal void Submitted(DateTimeOffset now) => (SubmittedAt, ReturnedAt) = (SubmittedAt ?? now, null);

    /// <param name="due">The new day; null where the old one holds.</param>
    internal void Returned(DateOnly? due, DateTimeOffset now)
    {
        ReturnedAt = now;
        if (due is { } day)
            MoveTo(day);
    }

    internal void Accepted(DateTimeOffset now) => AcceptedAt = now;

    internal void Waive(DateTimeOffset now) => WaivedAt = now;

    internal void Decide(GoDecision go) => Go = go;

    internal static Deadline EndOf(DateOnly day) => new(day.ToDateTime(new TimeOnly(23, 59, 59)));
}

/// <param name="Words">Why, and under which conditions; the carrier reads it.</param>
public sealed record GoDecision(bool IsGo, string Words, PersonId By, DateTimeOffset At);
