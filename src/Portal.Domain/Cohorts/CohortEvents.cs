namespace Portal.Domain.Cohorts;

public abstract record CohortEvent(CohortId Cohort, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("cohort", Cohort.Value);
}

public sealed record CohortBegun(CohortId Cohort, PersonId? By, DateTimeOffset At) : CohortEvent(Cohort, By, At)
{
    public override string Name => "cohort.begun";
}

public sealed record CohortDescribed(CohortId Cohort, PersonId? By, DateTimeOffset At) : CohortEvent(Cohort, By, At)
{
    public override string Name => "cohort.described";
}

/// <param name="Members">All who have reached it by then.</param>
public sealed record MilestoneReached(
    CohortId Cohort,
    string Milestone,
    IReadOnlyList<string> Members,
    PersonId? By,
    DateTimeOffset At
) : CohortEvent(Cohort, By, At)
{
    public override string Name => "cohort.milestone-reached";
}
