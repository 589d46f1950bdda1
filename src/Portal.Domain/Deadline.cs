namespace Portal.Domain;

/// <summary>
/// The last moment of an act, as it is published: a civil time in its zone, and the grace that the call grants.
/// An act is in time as long as the second in which the portal received it is not after the deadline's second
/// plus the grace; so a receipt that reads 12:00:00 is in time for a deadline at 12:00:00, whatever the fraction.
/// </summary>
public sealed record Deadline
{
    public const string Paris = "Europe/Paris";

    private Deadline() { }

    /// <param name="civil">The civil time that was published; its seconds count, its fraction does not.</param>
    /// <param name="grace">Zero or more; the call publishes it.</param>
    /// <param name="zone">An IANA zone; Europe/Paris unless told.</param>
    public Deadline(DateTime civil, TimeSpan grace = default, string zone = Paris)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        var wall = DateTime.SpecifyKind(civil, DateTimeKind.Unspecified);
        Civil = new DateTime(wall.Ticks - wall.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Unspecified);
        Zone = zone;
        GraceSeconds = (int)grace.TotalSeconds;
        At = InstantOf(Civil, zone);
        EndsAt = At.AddSeconds(GraceSeconds + 1);
    }

    /// <summary>The civil time that people read, without a zone of its own.</summary>
    public DateTime Civil { get; private init; }

    /// <summary>The IANA name of the zone of <see cref="Civil"/>.</summary>
    public string Zone { get; private init; } = Paris;

    /// <summary>Seconds granted after the deadline by the call's own published rule.</summary>
    public int GraceSeconds { get; private init; }

    /// <summary>The deadline as an instant, UTC, without the grace.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>The first instant, UTC, that is too late: the deadline, its grace and the rest of that second.</summary>
    public DateTimeOffset EndsAt { get; private init; }

    /// <summary>Whether an act received at this instant is in time.</summary>
    public bool Accepts(DateTimeOffset instant) => instant < EndsAt;

    /// <summary>Whether an act received at this instant is in time only thanks to the grace.</summary>
    public bool IsInGrace(DateTimeOffset instant) => instant >= At.AddSeconds(1) && Accepts(instant);

    /// <summary>The civil day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, string zone = Paris) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    /// <summary>
    /// The instant of a civil time. An hour that a clock change skips counts as the hour after it, and an hour
    /// that comes twice counts as the second one: both favour who files.
    /// </summary>
    public static DateTimeOffset InstantOf(DateTime civil, string zone = Paris)
    {
        var rules = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var wall = DateTime.SpecifyKind(civil, DateTimeKind.Unspecified);
        var offset = rules switch
        {
            _ when rules.IsInvalidTime(wall) => rules.GetUtcOffset(wall.AddHours(-1)),
            _ when rules.IsAmbiguousTime(wall) => rules.GetAmbiguousTimeOffsets(wall).Min(),
            _ => rules.GetUtcOffset(wall),
        };
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }
}
