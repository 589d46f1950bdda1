using System.Globalization;
using Portal.Domain;

namespace Portal.Infrastructure.Texts;

/// <summary>Dates, times and amounts in words, as a French or English reader writes them; times are Paris time.</summary>
public static class Dates
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById(Deadline.Paris);

    /// <summary>« mardi 9 avril 2024 à 12 h 00, heure de Paris ».</summary>
    public static string Long(DateTimeOffset at, string language) => LongCivil(Civil(at), language);

    /// <summary>A deadline in words; one at midnight is told as the last minute of the day that it ends.</summary>
    public static string Long(Deadline deadline, string language) =>
        LongCivil(deadline.Civil, language, midnightEnds: true);

    /// <summary>« 9 avril 2024 ».</summary>
    public static string Day(DateTimeOffset at, string language) => Day(DateOnly.FromDateTime(Civil(at)), language);

    public static string Day(DateOnly day, string language) =>
        day.ToString(language == "en" ? "d MMMM yyyy" : DayPattern(day, "d MMMM yyyy"), Texts.CultureOf(language));

    /// <summary>« 09/04/2024 12:00 », or “9 Apr 2024 12:00”: to an English reader numbers alone could be September.</summary>
    public static string Short(DateTimeOffset at, string language) =>
        Civil(at).ToString(language == "en" ? "d MMM yyyy HH:mm" : "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>« 11:41:07 ».</summary>
    public static string Time(DateTimeOffset at) => Civil(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>« 1 250 000 € », cents only where there are any, both of them then.</summary>
    public static string Amount(decimal euros, string language)
    {
        var pattern = euros == decimal.Truncate(euros) ? "#,0" : "#,0.00";
        var number = Math.Abs(euros).ToString(pattern, Texts.CultureOf(language));
        return (euros < 0 ? "\u2212" : "") + (language == "en" ? "€" + number : number + "\u00a0€");
    }

    /// <summary>« 1 250,5 »: up to two decimals, and none that says nothing.</summary>
    public static string Number(decimal number, string language) =>
        number.ToString("#,0.##", Texts.CultureOf(language));

    /// <summary>« dans 7 jours », « dans 3 heures »: days from two days on, hours below.</summary>
    public static string Left(TimeSpan left, string language)
    {
        var (days, hours) = ((int)Math.Round(left.TotalDays), (int)Math.Round(left.TotalHours));
        return (language, left.TotalMinutes) switch
        {
            ("en", < 60) => "in less than an hour",
            ("en", < 90) => "in an hour",
            ("en", < 2_880) => $"in {hours} hours",
            ("en", _) => $"in {days} days",
            (_, < 60) => "dans moins d’une heure",
            (_, < 90) => "dans une heure",
            (_, < 2_880) => $"dans {hours}\u00a0heures",
            _ => $"dans {days}\u00a0jours",
        };
    }

    /// <summary>« 2,70 »: scores are compared, so all have two decimals.</summary>
    public static string Score(decimal score, string language) => score.ToString("0.00", Texts.CultureOf(language));

    public static DateTime Civil(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Paris).DateTime;

    /// <summary>As a sheet tells it.</summary>
    public static DateTime WholeSecond(DateTimeOffset at) => Civil(at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)));

    private static string LongCivil(DateTime civil, string language, bool midnightEnds = false)
    {
        var culture = Texts.CultureOf(language);
        // « À minuit » would leave open which of the day's two it is.
        if (midnightEnds && civil.TimeOfDay == TimeSpan.Zero)
            civil = civil.AddMinutes(-1);
        var words = civil.ToString(
            language == "en" ? "dddd d MMMM yyyy" : DayPattern(DateOnly.FromDateTime(civil), "dddd d MMMM yyyy"),
            culture
        );
        return language == "en"
            ? $"{words} at {civil.ToString("HH:mm", culture)}, Paris time"
            : $"{words} à {civil.ToString("H'\u00a0h\u00a0'mm", culture)}, heure de Paris";
    }

    /// <summary>French writes the first of a month as an ordinal.</summary>
    private static string DayPattern(DateOnly day, string pattern) =>
        day.Day == 1 ? pattern.Replace("d MMMM", "d'er' MMMM", StringComparison.Ordinal) : pattern;
}
