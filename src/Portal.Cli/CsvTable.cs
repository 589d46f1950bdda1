using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Portal.Cli;

/// <summary>Reads and writes CSV files: commas, UTF-8, the first line names the columns.</summary>
internal static class CsvTable
{
    private const double Greatest = 1e9;

    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    /// <summary>All lines that aren't empty, the first one too, each with its number.</summary>
    /// <exception cref="InputException">The file is missing, or is no CSV.</exception>
    public static IEnumerable<(int Line, string[] Cells)> Read(string file)
    {
        using var reader = Utf8File.Open(file);
        using var parser = new CsvParser(reader, Format);
        while (Next(file, parser) is { } cells)
            yield return (parser.RawRow, cells);
    }

    /// <summary>A number with a decimal point, up to a billion on either side; null where a cell holds none.</summary>
    public static double? Number(ReadOnlySpan<char> cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && Math.Abs(value) <= Greatest
            ? value
            : null;

    /// <summary>The cells under the named columns, line by line, whatever their order in the file.</summary>
    /// <exception cref="InputException">A column is missing, or a line has fewer cells.</exception>
    public static IEnumerable<(int Line, string[] Cells)> Read(string file, params string[] columns)
    {
        int[]? places = null;
        foreach (var (line, cells) in Read(file))
        {
            if (places is null)
                places = PlacesOf(columns, file, cells);
            else if (places.Max() >= cells.Length)
                throw new InputException(file, line, $"{cells.Length} cells where {places.Max() + 1} are needed.");
            else
                yield return (line, [.. places.Select(place => cells[place].Trim())]);
        }
        if (places is null)
            throw new InputException($"{file} is empty.");
    }

    public static void Write(string file, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object>> lines)
    {
        if (file.Length == 0)
            throw new InputException("A file to write has no name.");
        using var writer = new StreamWriter(file);
        using var csv = new CsvWriter(writer, Format);
        foreach (var line in lines.Prepend(columns))
        {
            foreach (var cell in line)
                csv.WriteField(Convert.ToString(cell, CultureInfo.InvariantCulture));
            csv.NextRecord();
        }
    }

    /// <summary>The cells of the next line; null at the end.</summary>
    private static string[]? Next(string file, CsvParser parser)
    {
        try
        {
            return Utf8File.Read(file, parser.Read) ? parser.Record : null;
        }
        catch (BadDataException)
        {
            throw new InputException(file, parser.RawRow, "quotes that don't match.");
        }
    }

    private static int[] PlacesOf(string[] columns, string file, string[] header)
    {
        var named = header.Select(cell => cell.Trim()).ToList();
        return
        [
            .. columns.Select(column =>
                named.FindIndex(cell => string.Equals(cell, column, StringComparison.OrdinalIgnoreCase))
                    is var place
                        and >= 0
                    ? place
                    : throw new InputException(file, 1, $"the column {column} is missing.")
            ),
        ];
    }
}
