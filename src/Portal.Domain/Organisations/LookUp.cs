namespace Portal.Domain.Organisations;

/// <summary>A SIRET that a directory is still to be asked for, or that it did not know when it was asked.</summary>
public sealed class LookUp
{
    /// <summary>How long a SIRET that no directory knew is not asked for again.</summary>
    public static readonly TimeSpan UnknownFor = TimeSpan.FromDays(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private LookUp() { }

    public Siret Siret { get; private set; } = null!;

    /// <summary>How often the directory was away when it was asked.</summary>
    public int Attempts { get; private set; }

    public bool IsUnknown { get; private set; }

    /// <summary>When to ask, or ask again, at the earliest; UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public DateTimeOffset QueuedAt { get; private set; }

    public bool IsDueAt(DateTimeOffset now) => DueAt <= now;

    /// <summary>How long to wait after so many attempts: twice as long each time, six hours at most.</summary>
    public static TimeSpan PauseAfter(int attempts) =>
        attempts > 10
            ? LongestPause
            : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Max(attempts - 1, 0), LongestPause.Ticks));
}
