namespace Portal.Domain.Waves;

public abstract record WaveEvent(WaveId Wave, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("wave", Wave.Value);
}

public sealed record CutOffFrozen(WaveId Wave, CutOffId CutOff, PersonId? By, DateTimeOffset At)
    : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.cut-off-frozen";
}

public sealed record CutOffMoved(
    WaveId Wave,
    CutOffId CutOff,
    DateTimeOffset From,
    DateTimeOffset To,
    PersonId? By,
    DateTimeOffset At
) : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.cut-off-moved";
}

public sealed record OpeningMoved(WaveId Wave, DateTimeOffset From, DateTimeOffset To, PersonId? By, DateTimeOffset At)
    : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.opening-moved";
}

public sealed record GraceSet(WaveId Wave, int Seconds, PersonId? By, DateTimeOffset At) : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.grace-set";
}

public sealed record WaveAnnotated(
    WaveId Wave,
    LocalizedText? Note,
    AnnouncedWinners? Announced,
    PersonId? By,
    DateTimeOffset At
) : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.annotated";
}

public sealed record WaveAnnounced(WaveId Wave, int Number, DateTimeOffset OpensAt, PersonId? By, DateTimeOffset At)
    : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.announced";
}

public sealed record CutOffAdded(WaveId Wave, CutOffId CutOff, DateTimeOffset Deadline, PersonId? By, DateTimeOffset At)
    : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.cut-off-added";
}

public sealed record CutOffRemoved(
    WaveId Wave,
    CutOffId CutOff,
    DateTimeOffset Deadline,
    PersonId? By,
    DateTimeOffset At
) : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.cut-off-removed";
}

public sealed record RhythmSet(WaveId Wave, int? EveryMonths, PersonId? By, DateTimeOffset At) : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.rhythm-set";
}
