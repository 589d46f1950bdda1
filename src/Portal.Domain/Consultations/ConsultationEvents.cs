namespace Portal.Domain.Consultations;

public abstract record ChallengeEvent(ChallengeId Challenge, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("challenge", Challenge.Value);
}

public sealed record ChallengeBegun(ChallengeId Challenge, PersonId? By, DateTimeOffset At)
    : ChallengeEvent(Challenge, By, At)
{
    public override string Name => "challenge.begun";
}

public sealed record ChallengeDescribed(ChallengeId Challenge, PersonId? By, DateTimeOffset At)
    : ChallengeEvent(Challenge, By, At)
{
    public override string Name => "challenge.described";
}

public sealed record CommitteeSeated(ChallengeId Challenge, string Member, PersonId? By, DateTimeOffset At)
    : ChallengeEvent(Challenge, By, At)
{
    public override string Name => "challenge.seated";
}

public sealed record CommitteeUnseated(ChallengeId Challenge, string Member, PersonId? By, DateTimeOffset At)
    : ChallengeEvent(Challenge, By, At)
{
    public override string Name => "challenge.unseated";
}

/// <summary>Of contributors, nothing that tells who they are: the history is never erased.</summary>
public abstract record ConsultationEvent(ConsultationId Consultation, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override Subject Subject => new("consultation", Consultation.Value);
}

public sealed record ConsultationAnnounced(ConsultationId Consultation, PersonId? By, DateTimeOffset At)
    : ConsultationEvent(Consultation, By, At)
{
    public override string Name => "consultation.announced";
}

public sealed record ConsultationDescribed(ConsultationId Consultation, PersonId? By, DateTimeOffset At)
    : ConsultationEvent(Consultation, By, At)
{
    public override string Name => "consultation.described";
}

public sealed record ConsultationScheduled(
    ConsultationId Consultation,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    PersonId? By,
    DateTimeOffset At
) : ConsultationEvent(Consultation, By, At)
{
    public override string Name => "consultation.scheduled";
}

/// <summary>It ends later than was announced, while it is open.</summary>
public sealed record ConsultationProlonged(
    ConsultationId Consultation,
    DateTimeOffset ClosesAt,
    PersonId? By,
    DateTimeOffset At
) : ConsultationEvent(Consultation, By, At)
{
    public override string Name => "consultation.prolonged";
}

public sealed record ContributionConfirmed(ConsultationId Consultation, ContributionId Contribution, DateTimeOffset At)
    : ConsultationEvent(Consultation, null, At)
{
    public override string Name => "consultation.confirmed";
}

public sealed record ContributionAccepted(
    ConsultationId Consultation,
    ContributionId Contribution,
    PersonId? By,
    DateTimeOffset At
) : ConsultationEvent(Consultation, By, At)
{
    public override string Name => "consultation.accepted";
}

public sealed record ContributionWithheld(
    ConsultationId Consultation,
    ContributionId Contribution,
    string Reason,
    PersonId? By,
    DateTimeOffset At
) : ConsultationEvent(Consultation, By, At)
{
    public override string Name => "consultation.withheld";
}

public sealed record GroupAnswered(
    ConsultationId Consultation,
    ContributionGroupId Group,
    PersonId? By,
    DateTimeOffset At
) : ConsultationEvent(Consultation, By, At)
{
    public override string Name => "consultation.group-answered";
}

public sealed record FinalPlanDrafted(ConsultationId Consultation, PersonId? By, DateTimeOffset At)
    : ConsultationEvent(Consultation, By, At)
{
    public override string Name => "consultation.drafted";
}

public sealed record ConsultationAnswered(ConsultationId Consultation, PersonId? By, DateTimeOffset At)
    : ConsultationEvent(Consultation, By, At)
{
    public override string Name => "consultation.answered";
}
