namespace Portal.Domain.Calls;

/// <param name="From">The version that it was begun from; null where it was begun empty.</param>
public sealed record FormDraftBegun(CallId Call, int? From, PersonId? By, DateTimeOffset At) : CallEvent(Call, By, At)
{
    public override string Name => "call.form-draft-begun";
}

/// <param name="Act">What was done, such as <c>field-moved</c>.</param>
/// <param name="Place">The key of what it was done to; null for the whole form.</param>
public sealed record FormDraftChanged(
    CallId Call,
    string Act,
    string? Place,
    int Revision,
    PersonId? By,
    DateTimeOffset At
) : CallEvent(Call, By, At)
{
    public override string Name => "call.form-draft-changed";
}

public sealed record FormDraftDropped(CallId Call, PersonId? By, DateTimeOffset At) : CallEvent(Call, By, At)
{
    public override string Name => "call.form-draft-dropped";
}
