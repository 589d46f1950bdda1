namespace Portal.Domain.Reviews.Assignment;

/// <summary>The history of a wave tells how its experts were assigned.</summary>
public abstract record AssignmentEvent(WaveId Wave, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("wave", Wave.Value);
}

public sealed record AssignmentAsked(
    ProposalId Proposal,
    WaveId Wave,
    AssignmentTerms Terms,
    PersonId? By,
    DateTimeOffset At
) : AssignmentEvent(Wave, By, At)
{
    public override string Name => "assignment.asked";
}

/// <param name="ProbabilitiesSha256">Of the file of what it was drawn from; null where it wasn't drawn. The seed is among the terms.</param>
public sealed record AssignmentSolved(
    ProposalId Proposal,
    WaveId Wave,
    int Dossiers,
    double Sum,
    double Floor,
    string? ProbabilitiesSha256,
    PersonId? By,
    DateTimeOffset At
) : AssignmentEvent(Wave, By, At)
{
    public override string Name => "assignment.solved";
}

/// <summary>What it was drawn from was downloaded.</summary>
public sealed record AssignmentProbabilitiesFetched(ProposalId Proposal, WaveId Wave, PersonId? By, DateTimeOffset At)
    : AssignmentEvent(Wave, By, At)
{
    public override string Name => "assignment.chances-fetched";
}

public sealed record AssignmentImpossible(ProposalId Proposal, WaveId Wave, PersonId? By, DateTimeOffset At)
    : AssignmentEvent(Wave, By, At)
{
    public override string Name => "assignment.impossible";
}

public sealed record AssignmentCancelled(ProposalId Proposal, WaveId Wave, PersonId? By, DateTimeOffset At)
    : AssignmentEvent(Wave, By, At)
{
    public override string Name => "assignment.cancelled";
}

public sealed record AssignmentFailed(ProposalId Proposal, WaveId Wave, PersonId? By, DateTimeOffset At)
    : AssignmentEvent(Wave, By, At)
{
    public override string Name => "assignment.failed";
}

public sealed record AssignmentAskedAgain(ProposalId Proposal, WaveId Wave, PersonId? By, DateTimeOffset At)
    : AssignmentEvent(Wave, By, At)
{
    public override string Name => "assignment.asked-again";
}

public sealed record AssignmentChanged(
    ProposalId Proposal,
    WaveId Wave,
    AssignmentChange Change,
    PersonId? By,
    DateTimeOffset At
) : AssignmentEvent(Wave, By, At)
{
    public override string Name => "assignment.changed";
}

/// <summary>The experts are told, each once.</summary>
public sealed record AssignmentAccepted(
    ProposalId Proposal,
    WaveId Wave,
    int Assigned,
    int Refused,
    PersonId? By,
    DateTimeOffset At
) : AssignmentEvent(Wave, By, At)
{
    public override string Name => "assignment.accepted";
}
