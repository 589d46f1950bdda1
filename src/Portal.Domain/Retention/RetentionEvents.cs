namespace Portal.Domain.Retention;

public abstract record RetentionEvent(RetainedKind Kind, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    /// <summary>A kind has no id: the history gets one that is always the same.</summary>
    public override Subject Subject => new("retention", new Guid(0, 0, (short)(1 + (int)Kind), new byte[8]));
}

public sealed record RetentionSet(RetainedKind Kind, int Days, PersonId? By, DateTimeOffset At)
    : RetentionEvent(Kind, By, At)
{
    public override string Name => "retention.set";
}

public sealed record RetentionVisaNoted(RetainedKind Kind, string Visa, PersonId? By, DateTimeOffset At)
    : RetentionEvent(Kind, By, At)
{
    public override string Name => "retention.visa-noted";
}

/// <param name="Days">Null where it is as for every call again.</param>
public sealed record CallRetentionSet(CallId Call, RetainedKind Kind, int? Days, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override string Name => "call.retention-set";

    public override Subject Subject => new("call", Call.Value);
}

/// <summary>Somebody took the list of what comes near its end along.</summary>
/// <param name="Rows">How many it held.</param>
public sealed record RetentionFetched(PersonId Person, int Rows, DateTimeOffset At) : DomainEvent(Person, At)
{
    public override string Name => "person.retention-fetched";

    public override Subject Subject => new("person", Person.Value);
}
