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
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || IsHoliday(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The public holidays of art. L.3133-1 of the French labour code.</summary>
    private static bool IsHoliday(DateOnly day)
    {
        var easter = EasterOf(day.Year);
        return (day.Month, day.Day)
                is
                    (1, 1)
                    or
                    (5, 1)
                    or
                    (5, 8)
                    or
                    (7, 14)
                    or
                    (8, 15)
                    or
                    (11, 1)
                    or
                    (11, 11)
                    or
                    (12, 25)
            || day == easter.AddDays(1)
            || day == easter.AddDays(39)
            || day == easter.AddDays(50);
    }

    /// <summary>Gauss's rule for the Gregorian calendar, in the form of Meeus, Jones and Butcher.</summary>
    private static DateOnly EasterOf(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
        var shift = (golden + 11 * epact + 22 * weekday) / 451;
        var days = epact + weekday - 7 * shift + 114;
        return new DateOnly(year, days / 31, days % 31 + 1);
    }
}
