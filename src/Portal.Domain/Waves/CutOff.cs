namespace Portal.Domain.Waves;

/// <summary>A date inside a wave at which what was filed is taken up for evaluation (relève).</summary>
public sealed class CutOff
{
    private CutOff() { }

    internal CutOff(WaveId wave, int number, Deadline deadline) =>
        (Id, WaveId, Number, Deadline) = (CutOffId.New(), wave, number, deadline);

    public CutOffId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    /// <summary>1 for the first of its wave.</summary>
    public int Number { get; private set; }

    public Deadline Deadline { get; private set; } = null!;

    /// <summary>When the portal noted that it had passed, UTC.</summary>
    public DateTimeOffset? FrozenAt { get; private set; }

    internal void Freeze(DateTimeOffset now) => FrozenAt = now;

    internal void Move(Deadline to) => Deadline = to;

    internal void Renumber(int number) => Number = number;
}

/// <summary>How many winners were announced outside the portal, when, and by what source.</summary>
public sealed record AnnouncedWinners(int Count, DateOnly? On, LocalizedText? Note, LocalizedText Source);
