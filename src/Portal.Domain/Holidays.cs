namespace Portal.Domain;

/// <summary>The public holidays of art. L.3133-1 of the French labour code.</summary>
public static class Holidays
{
    public static bool Include(DateOnly day)
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
