namespace Portal.Domain.Juries;

public abstract record JuryEvent(JuryId Jury, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("jury", Jury.Value);
}

public sealed record JuryFounded(JuryId Jury, WaveId Wave, PersonId? By, DateTimeOffset At) : JuryEvent(Jury, By, At)
{
    public override string Name => "jury.founded";
}

public sealed record JuryMemberSeated(
    JuryId Jury,
    PersonId Person,
    JuryRole Role,
    bool IsNew,
    PersonId? By,
    DateTimeOffset At
) : JuryEvent(Jury, By, At)
{
    public override string Name => "jury.member-seated";
}

public sealed record JuryMemberReleased(JuryId Jury, PersonId Person, PersonId? By, DateTimeOffset At)
    : JuryEvent(Jury, By, At)
{
    public override string Name => "jury.member-released";
}

public sealed record JuryConflictDeclared(JuryId Jury, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : JuryEvent(Jury, By, At)
{
    public override string Name => "jury.conflict-declared";
}

public abstract record SittingEvent(SittingId Sitting, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("sitting", Sitting.Value);
}

public sealed record SittingPlanned(
    SittingId Sitting,
    JuryId Jury,
    DateTimeOffset Start,
    PersonId? By,
    DateTimeOffset At
) : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.planned";
}

public sealed record PutOnAgenda(SittingId Sitting, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.put-on-agenda";
}

public sealed record TakenOffAgenda(SittingId Sitting, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.taken-off-agenda";
}

public sealed record SlotsOffered(
    SittingId Sitting,
    DateTimeOffset First,
    int Minutes,
    int Count,
    PersonId? By,
    DateTimeOffset At
) : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.slots-offered";
}

public sealed record SittingOpened(SittingId Sitting, PersonId? By, DateTimeOffset At) : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.opened";
}

public sealed record SittingMoved(
    SittingId Sitting,
    DateTimeOffset Start,
    int Sequence,
    PersonId? By,
    DateTimeOffset At
) : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.moved";
}

public sealed record SittingCancelled(SittingId Sitting, int Sequence, PersonId? By, DateTimeOffset At)
    : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.cancelled";
}

/// <param name="Person">Who came in; the actor may be who leads and saw them.</param>
public sealed record MemberEntered(SittingId Sitting, PersonId Person, PersonId? By, DateTimeOffset At)
    : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.member-entered";
}

public sealed record MemberLeft(SittingId Sitting, PersonId Person, PersonId? By, DateTimeOffset At)
    : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.member-left";
}

/// <param name="Away">Who had to leave the room for it.</param>
public sealed record ItemCalled(
    SittingId Sitting,
    DossierId Dossier,
    IReadOnlyList<PersonId> Away,
    PersonId? By,
    DateTimeOffset At
) : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.item-called";
}

public sealed record ItemWrittenDown(SittingId Sitting, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.item-written-down";
}

public sealed record SittingClosed(SittingId Sitting, PersonId? By, DateTimeOffset At) : SittingEvent(Sitting, By, At)
{
    public override string Name => "sitting.closed";
}

public abstract record PollEvent(PollId Poll, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("poll", Poll.Value);
}

public sealed record PollOpened(
    PollId Poll,
    SittingId Sitting,
    DossierId Dossier,
    bool IsSecret,
    int Voters,
    int Required,
    PersonId? By,
    DateTimeOffset At
) : PollEvent(Poll, By, At)
{
    public override string Name => "poll.opened";
}

/// <param name="Choice">Null in a secret vote: that a person voted is known, and no more.</param>
public sealed record BallotCast(PollId Poll, string? Choice, PersonId? By, DateTimeOffset At) : PollEvent(Poll, By, At)
{
    public override string Name => "poll.ballot-cast";
}

public sealed record PollClosed(
    PollId Poll,
    SittingId Sitting,
    DossierId Dossier,
    IReadOnlyDictionary<string, int> Tally,
    bool HadQuorum,
    PersonId? By,
    DateTimeOffset At
) : PollEvent(Poll, By, At)
{
    public override string Name => "poll.closed";
}

public abstract record MinutesEvent(MinutesId Minutes, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("minutes", Minutes.Value);
}

public sealed record MinutesDrawnUp(
    MinutesId Minutes,
    SittingId Sitting,
    int Version,
    string Sha256,
    PersonId? By,
    DateTimeOffset At
) : MinutesEvent(Minutes, By, At)
{
    public override string Name => "minutes.drawn-up";
}

public sealed record MinutesSigned(
    MinutesId Minutes,
    SittingId Sitting,
    int Version,
    string Sha256,
    PersonId? By,
    DateTimeOffset At
) : MinutesEvent(Minutes, By, At)
{
    public override string Name => "minutes.signed";
}
