namespace Portal.Domain.Programme;

public abstract record TermEvent(TermId Term, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("programme-term", Term.Value);
}

public sealed record TermAdded(
    TermId Term,
    TermKind Kind,
    string Key,
    LocalizedText Called,
    PersonId? By,
    DateTimeOffset At
) : TermEvent(Term, By, At)
{
    public override string Name => "programme.term-added";
}

public sealed record TermRenamed(TermId Term, LocalizedText From, LocalizedText To, PersonId? By, DateTimeOffset At)
    : TermEvent(Term, By, At)
{
    public override string Name => "programme.term-renamed";
}

public sealed record TermCounted(TermId Term, int Inhabitants, int Year, PersonId? By, DateTimeOffset At)
    : TermEvent(Term, By, At)
{
    public override string Name => "programme.term-counted";
}

public sealed record TermIdentified(TermId Term, string Siret, PersonId? By, DateTimeOffset At)
    : TermEvent(Term, By, At)
{
    public override string Name => "programme.term-identified";
}
