namespace Portal.Domain.Events;

public sealed record EventPageBegun(ProgrammeEventId Page, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "event.begun";

    public override Subject Subject => new("event", Page.Value);
}

public sealed record EventPageDescribed(ProgrammeEventId Page, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "event.described";

    public override Subject Subject => new("event", Page.Value);
}
