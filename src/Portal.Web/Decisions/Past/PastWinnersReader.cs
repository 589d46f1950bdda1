using CsvHelper;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Web.Shared;

namespace Portal.Web.Decisions.Past;

/// <summary>A cell, or a line where the column is null, that is refused.</summary>
public sealed record PastFault(int Line, PastColumn? Column, Refusal Reason);

/// <param name="Line">In the file, where it begins.</param>
public sealed record PastLine(int Line, PastWinner Winner);

/// <summary>Reads the lines of a file of past winners, and notes each cell that is refused.</summary>
internal sealed class PastWinnersReader
{
    public const int MostLines = 5_000;
    private const int MostFaults = 200;

    private readonly PastLineReader _lines;
    private readonly PastWords _words;
    private readonly Dictionary<string, int> _seen = new(StringComparer.OrdinalIgnoreCase);

    private PastWinnersReader(PastWords words) => (_words, _lines) = (words, new PastLineReader(words));

    /// <exception cref="RefusedException">It is no text in UTF-8.</exception>
    public static (IReadOnlyList<PastLine> Lines, IReadOnlyList<PastFault> Faults) Read(byte[] file, PastWords words) =>
        new PastWinnersReader(words).Read(
            UploadedCsv.TextOf(file) ?? throw new RefusedException(PastWinnerRefusals.NotText)
        );

    private (IReadOnlyList<PastLine> Lines, IReadOnlyList<PastFault> Faults) Read(string text)
    {
        using var parser = new CsvParser(new StringReader(text), UploadedCsv.FormatOf(text));
        var read = new List<PastLine>();
        try
        {
            if (!parser.Read() || HeadOf(parser.Record!) is not { } head)
                return ([], _lines.Faults);
            while (_lines.Faults.Count < MostFaults && parser.Read())
                if (read.Count >= MostLines)
                    return ([], [.. _lines.Faults, Fault(parser, PastWinnerRefusals.TooLong(MostLines))]);
                else if (Take(UploadedCsv.LineOf(parser), head, parser.Record!) is { } line)
                    read.Add(line);
        }
        catch (BadDataException)
        {
            _lines.Faults.Add(Fault(parser, PastWinnerRefusals.Quotes));
        }
        return (read, _lines.Faults);
    }

    private PastLine? Take(int line, IReadOnlyList<PastColumn> head, string[] cells)
    {
        if (cells.Length != head.Count)
        {
            _lines.Faults.Add(new PastFault(line, Column: null, PastWinnerRefusals.Cells(cells.Length, head.Count)));
            return null;
        }
        var its = head.Zip(cells).ToDictionary(one => one.First, one => UploadedCsv.Unguarded(one.Second).Trim());
        if (_lines.Read(line, its) is not { } winner)
            return null;
        if (_seen.TryAdd(winner.Number, line))
            return new PastLine(line, winner);
        _lines.Faults.Add(new PastFault(line, PastColumn.Number, PastWinnerRefusals.Twice(_seen[winner.Number])));
        return null;
    }

    /// <returns>Null where a column is unknown, missing or there twice: the faults say which.</returns>
    private List<PastColumn>? HeadOf(string[] cells)
    {
        var head = new List<PastColumn>();
        foreach (var cell in cells)
            if (!_words.Heads.TryRead(cell, out var column))
                _lines.Faults.Add(new PastFault(1, Column: null, PastWinnerRefusals.ColumnUnknown(cell.Shortened(60))));
            else if (head.Contains(column))
                _lines.Faults.Add(new PastFault(1, column, PastWinnerRefusals.ColumnTwice));
            else
                head.Add(column);
        foreach (var needed in PastWords.Needed.Except(head))
            _lines.Faults.Add(new PastFault(1, needed, PastWinnerRefusals.ColumnMissing));
        return _lines.Faults.Count > 0 ? null : head;
    }

    private static PastFault Fault(CsvParser parser, Refusal reason) =>
        new(UploadedCsv.LineOf(parser), Column: null, reason);
}
