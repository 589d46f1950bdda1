using System.Globalization;

namespace Portal.Infrastructure.Documents;

/// <summary>A cell of a CSV file that no spreadsheet takes for a formula (CWE-1236).</summary>
public static class CsvCell
{
    public static string Of(object? value) => Of(value, CultureInfo.InvariantCulture);

    /// <summary>Numbers and dates as a reader of the culture writes them, so that their spreadsheet reads them as such.</summary>
    public static string Of(object? value, CultureInfo culture)
    {
        // Numbers of ours, which are no strings, stay as they are.
        var text = value switch
        {
            string said => Guarded(said),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime civil => civil.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, culture) ?? "",
        };
        return text.AsSpan().IndexOfAny(";\"\n\r,") >= 0 || text.StartsWith('\'')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    /// <summary>An apostrophe makes a spreadsheet read text.</summary>
    public static string Guarded(string text) =>
        text.AsSpan().TrimStart(' ') is { Length: > 0 } said && "=+-@\t\r\n＝＋－＠".Contains(said[0])
            ? "'" + text
            : text;

    /// <summary>What was guarded, as it was.</summary>
    public static string Unguarded(string text) =>
        text.StartsWith('\'') && Guarded(text[1..]) == text ? text[1..] : text;

    public static string Line(params IEnumerable<object?> values) => string.Join(';', values.Select(Of)) + "\r\n";

    /// <summary>A line as a spreadsheet of the culture expects it: where a comma parts decimals, a semicolon parts cells.</summary>
    public static string LineIn(CultureInfo culture, IEnumerable<object?> values) =>
        string.Join(
            culture.NumberFormat.NumberDecimalSeparator == "," ? ';' : ',',
            values.Select(value => Of(value, culture))
        ) + "\r\n";
}
