namespace Portal.Domain.Decisions.Appeals;

/// <summary>
/// The legal period of an appeal to the service that decided (recours gracieux): the two months from the notification
/// in which the administrative court can be called upon (art. L.411-2 CRPA, art. R.421-1 CJA), and the two months of
/// silence that reject it (art. L.231-4, 2° CRPA). Days are those of Paris.
/// </summary>
public static class AppealPeriod
{
    public const int Months = 2;

    /// <summary>
    /// The last second in which it can be lodged. The period is clear (délai franc): neither the day of the notification
    /// nor that on which it ends counts; a last day without work is put off to the next one (art. 642 CPC).
    /// </summary>
    public static Deadline LodgedBy(DateTimeOffset notified) =>
        EndOf(NextWorked(DayOf(notified).AddMonths(Months).AddDays(1)));

    /// <summary>The last second in which silence isn't a refusal yet: two months from date to date.</summary>
    public static Deadline SilentUntil(DateTimeOffset lodged) => EndOf(DayOf(lodged).AddMonths(Months).AddDays(-1));

    private static Deadline EndOf(DateOnly day) => new(day.ToDateTime(new TimeOnly(23, 59, 59)));

    private static DateOnly DayOf(DateTimeOffset at) =>
        DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(Deadline.Paris)).DateTime
        );

    private static DateOnly NextWorked(DateOnly day)
    {
        while (!OfficeHours.IsWorked(day))
            day = day.AddDays(1);
        return day;
    }
}
