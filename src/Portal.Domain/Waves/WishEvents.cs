namespace Portal.Domain.Waves;

/// <summary>The experts of the wave are told, each once.</summary>
public sealed record WishesAsked(WaveId Wave, DateTimeOffset Until, PersonId? By, DateTimeOffset At)
    : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.wishes-asked";
}

public sealed record WishesMoved(WaveId Wave, DateTimeOffset Until, PersonId? By, DateTimeOffset At)
    : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.wishes-moved";
}

public sealed record WishesEnded(WaveId Wave, PersonId? By, DateTimeOffset At) : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.wishes-ended";
}
