using System.Globalization;

namespace Portal.Web.Shared;

/// <summary>Reads a date and time as people and their browsers write it; which zone it is of is said by who asks.</summary>
internal static class CivilTimes
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    private static readonly string[] Patterns =
    [
        "yyyy-MM-ddTHH:mm",
        "yyyy-MM-ddTHH:mm:ss",
        "yyyy-MM-dd HH:mm",
        "dd/MM/yyyy HH:mm",
    ];

    public static bool TryRead(string? text, out DateTime civil) =>
        DateTime.TryParseExact(text, Patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out civil)
        && civil.Year is >= FirstYear and <= LastYear;
}
