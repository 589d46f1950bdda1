namespace Portal.Domain.Reviews;

public abstract record SynthesisEvent(SynthesisId Synthesis, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("synthesis", Synthesis.Value);
}

public sealed record RapporteurNamed(
    SynthesisId Synthesis,
    DossierId Dossier,
    ReviewId Review,
    PersonId? By,
    DateTimeOffset At
) : SynthesisEvent(Synthesis, By, At)
{
    public override string Name => "synthesis.rapporteur-named";
}

public sealed record SynthesisSaved(SynthesisId Synthesis, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : SynthesisEvent(Synthesis, By, At)
{
    public override string Name => "synthesis.saved";
}

public sealed record SynthesisSubmitted(
    SynthesisId Synthesis,
    DossierId Dossier,
    ReviewId Rapporteur,
    PersonId? By,
    DateTimeOffset At
) : SynthesisEvent(Synthesis, By, At)
{
    public override string Name => "synthesis.submitted";
}

public sealed record SynthesisReopened(SynthesisId Synthesis, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : SynthesisEvent(Synthesis, By, At)
{
    public override string Name => "synthesis.reopened";
}

public sealed record SynthesisSetAside(SynthesisId Synthesis, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : SynthesisEvent(Synthesis, By, At)
{
    public override string Name => "synthesis.set-aside";
}

public sealed record SynthesisConfirmed(
    SynthesisId Synthesis,
    DossierId Dossier,
    bool Agrees,
    PersonId? By,
    DateTimeOffset At
) : SynthesisEvent(Synthesis, By, At)
{
    public override string Name => "synthesis.confirmed";
}
