namespace Portal.Infrastructure.Documents;

/// <summary>A cell of a CSV file that no spreadsheet takes for a formula (CWE-1236).</summary>
public static class CsvCell
{
    public static string Of(object? value)
    {
        var text = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
        // An apostrophe makes a spreadsheet read text; numbers of ours, which are no strings, stay as they are.
        if (
            value is string
            && text.AsSpan().TrimStart(' ') is { Length: > 0 } said
            && "=+-@\t\r\n＝＋－＠".Contains(said[0])
        )
            text = "'" + text;
        return text.AsSpan().IndexOfAny(";\"\n\r,") >= 0 || text.StartsWith('\'')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    public static string Line(params IEnumerable<object?> values) => string.Join(';', values.Select(Of)) + "\r\n";
}
