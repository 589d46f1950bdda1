namespace Portal.Domain.Calls;

public abstract record CallEvent(CallId Call, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("call", Call.Value);
}

public sealed record CallPublished(CallId Call, PersonId? By, DateTimeOffset At) : CallEvent(Call, By, At)
{
    public override string Name => "call.published";
}

public sealed record CallEntrusted(CallId Call, PersonId Officer, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.entrusted";
}

public sealed record FormPublished(CallId Call, FormId Form, int Version, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.form-published";
}

public sealed record GridPublished(CallId Call, GridId Grid, int Version, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.grid-published";
}

public sealed record CallDescribed(CallId Call, LocalizedText Title, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.described";
}

public sealed record CallTimeKept(CallId Call, int GraceSeconds, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.time-kept";
}

public sealed record RemindersRuled(CallId Call, IReadOnlyList<ReminderRule> Rules, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.reminders-ruled";
}

public sealed record CallRuledOnComplements(CallId Call, MissedComplements Rule, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.ruled-on-complements";
}

public sealed record CallPrepared(CallId Call, string Slug, LocalizedText Title, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.prepared";
}

public sealed record CallReleased(CallId Call, PersonId Officer, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.released";
}

public sealed record StepsLaidOut(CallId Call, IReadOnlyList<string> Steps, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.steps-laid-out";
}

public sealed record OrientationSet(CallId Call, int Questions, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.orientation-set";
}

public sealed record ThesaurusSet(CallId Call, int Keywords, PersonId? By, DateTimeOffset At) : CallEvent(Call, By, At)
{
    public override string Name => "call.thesaurus-set";
}

/// <param name="Steps">Their keys, in order.</param>
public sealed record ApprovalsLaidOut(CallId Call, IReadOnlyList<string> Steps, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.approvals-laid-out";
}

/// <param name="Outcomes">Those with a letter of the call's own.</param>
public sealed record LettersWritten(
    CallId Call,
    IReadOnlyList<Decisions.Outcome> Outcomes,
    PersonId? By,
    DateTimeOffset At
) : CallEvent(Call, By, At)
{
    public override string Name => "call.letters-written";
}

/// <param name="Milestones">Their keys.</param>
public sealed record AdmissionPlanned(CallId Call, IReadOnlyList<string> Criteria, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.admission-planned";
}

public sealed record FollowUpPlanned(CallId Call, IReadOnlyList<string> Milestones, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.follow-up-planned";
}
