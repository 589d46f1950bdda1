namespace Portal.Domain.Notifications;

/// <summary>When mails that wait for each other leave as one, in Paris, however the clock changes.</summary>
/// <param name="Today">When this day began.</param>
/// <param name="Tomorrow">When the next day begins.</param>
/// <param name="Daily">The next morning, today's as long as it is ahead.</param>
/// <param name="Weekly">The next Monday's morning.</param>
/// <param name="Next">Tomorrow's morning.</param>
public sealed record Mornings(
    DateTimeOffset Today,
    DateTimeOffset Tomorrow,
    DateTimeOffset Daily,
    DateTimeOffset Weekly,
    DateTimeOffset Next
)
{
    /// <summary>Mails a day to one person, legal notices apart.</summary>
    public const int MostADay = 3;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(8);
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById(Deadline.Paris);

    public static Mornings After(DateTimeOffset now)
    {
        var civil = TimeZoneInfo.ConvertTime(now, Paris).DateTime;
        var today = civil.Date;
        var daily = civil.TimeOfDay < Hour ? today : today.AddDays(1);
        var toMonday = ((int)DayOfWeek.Monday - (int)daily.DayOfWeek + 7) % 7;
        return new Mornings(
            Deadline.InstantOf(today),
            Deadline.InstantOf(today.AddDays(1)),
            Deadline.InstantOf(daily + Hour),
            Deadline.InstantOf(daily.AddDays(toMonday) + Hour),
            Deadline.InstantOf(today.AddDays(1) + Hour)
        );
    }
}
