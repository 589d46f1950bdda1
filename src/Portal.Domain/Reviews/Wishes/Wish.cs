using Portal.Domain.Waves;

namespace Portal.Domain.Reviews.Wishes;

/// <summary>What an expert says of a dossier before it is assigned. Whoever says nothing stands between the last two.</summary>
public enum WishKind
{
    Eager,
    Willing,
    RatherNot,
}

/// <summary>How much an expert would like to review a dossier: they and staff alone know.</summary>
public sealed class Wish : Aggregate
{
    private Wish() { }

    public Wish(Expert expert, DossierId dossier) =>
        (ExpertId, WaveId, DossierId) = (expert.Id, expert.WaveId, dossier);

    public ExpertId ExpertId { get; private set; }

    public WaveId WaveId { get; private set; }

    public DossierId DossierId { get; private set; }

    /// <summary>Null where it was taken back.</summary>
    public WishKind? Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Why an expert can't say what they wish in a wave; null where they can.</summary>
    public static Refusal? ObstacleToSaying(Expert expert, Wave wave, DateTimeOffset now) =>
        !wave.TakesWishes(now) ? WishRefusals.Closed
        : expert.CharterSignedAt is null ? ReviewRefusals.CharterNotSigned
        : null;

    /// <summary>Says it, or takes it back. Said twice, it changes nothing.</summary>
    /// <exception cref="RefusedException">It isn't the time, the charter isn't signed, or there is a conflict.</exception>
    public void Say(WishKind? kind, Expert expert, Wave wave, DateTimeOffset now)
    {
        if (ObstacleToSaying(expert, wave, now) is { } obstacle)
            throw new RefusedException(obstacle);
        if (expert.IsInConflictWith(DossierId))
            throw new RefusedException(WishRefusals.InConflict);
        if (kind == Kind)
            return;
        (Kind, At) = (kind, now);
        Tell(new WishSaid(ExpertId, DossierId, kind, expert.Person, now));
    }
}
