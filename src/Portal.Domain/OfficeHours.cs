namespace Portal.Domain;

/// <summary>When people read their mail at work: Monday to Friday but for public holidays, from 8 to 18 in Paris.</summary>
public static class OfficeHours
{
    private static readonly TimeOnly Opening = new(8, 0);
    private static readonly TimeOnly Closing = new(18, 0);
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById(Deadline.Paris);

    /// <summary>
    /// The last moment of office hours that isn't after this one: itself where it is one. Never a later one, which could
    /// come after what it is to warn of.
    /// </summary>
    public static DateTimeOffset LastBy(DateTimeOffset moment)
    {
        var civil = TimeZoneInfo.ConvertTime(moment, Paris).DateTime;
        var (day, time) = (DateOnly.FromDateTime(civil), TimeOnly.FromDateTime(civil));
        if (IsWorked(day) && time >= Opening)
            return time <= Closing ? moment : ClosingOf(day);
        do day = day.AddDays(-1);
        while (!IsWorked(day));
        return ClosingOf(day);
    }

    public static bool IsWorked(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Include(day);

    private static DateTimeOffset ClosingOf(DateOnly day) => Deadline.InstantOf(day.ToDateTime(Closing));
}
