namespace Portal.Domain.Decisions.Appeals;

public abstract record AppealEvent(
    AppealId Appeal,
    DecisionId Decision,
    DossierId Dossier,
    PersonId? By,
    DateTimeOffset At
) : DomainEvent(By, At)
{
    public override Subject Subject => new("decision", Decision.Value);
}

public sealed record AppealLodged(
    AppealId Appeal,
    DecisionId Decision,
    DossierId Dossier,
    PersonId? By,
    DateTimeOffset At
) : AppealEvent(Appeal, Decision, Dossier, By, At)
{
    public override string Name => "decision.appeal-lodged";
}

public sealed record AppealAnswered(
    AppealId Appeal,
    DecisionId Decision,
    DossierId Dossier,
    bool IsUpheld,
    PersonId? By,
    DateTimeOffset At
) : AppealEvent(Appeal, Decision, Dossier, By, At)
{
    public override string Name => "decision.appeal-answered";
}
