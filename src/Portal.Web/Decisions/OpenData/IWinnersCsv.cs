using System.Globalization;
using Portal.Infrastructure.Documents;

namespace Portal.Web.Decisions.OpenData;

/// <summary>A CSV file of winners, written a line at a time.</summary>
public interface IWinnersCsv
{
    string Head { get; }

    string Line(PublishedWinner winner);
}

internal static class Csv
{
    /// <summary>As machines read it: commas between cells, which no spreadsheet takes for formulas.</summary>
    public static string Line(params IEnumerable<object?> cells) => CsvCell.LineIn(CultureInfo.InvariantCulture, cells);
}
