using CsvHelper;
using Portal.Domain;
using Portal.Domain.Reviews.Pool;
using Portal.Web.Shared;

namespace Portal.Web.Reviews.Pool;

/// <summary>A cell, or a line where the column is null, that is refused.</summary>
public sealed record PoolFault(int Line, PoolColumn? Column, Refusal Reason);

/// <param name="Line">In the file, where it begins.</param>
internal sealed record PoolLine(int Line, ExpertFacts Facts);

/// <summary>
/// Reads the lines of a pool's file: UTF-8 with its mark or without, semicolons or commas, whichever its first line has
/// more of. A column that isn't there changes nothing of who is known.
/// </summary>
internal sealed class PoolSheetReader
{
    /// <summary>Of a file, in bytes.</summary>
    public const int Largest = UploadedCsv.Largest;

    public const int MostLines = 2_000;
    private const int MostFaults = 200;

    private readonly PoolLineReader _lines;
    private readonly PoolWords _words;
    private readonly Dictionary<EmailAddress, int> _seen = [];

    private PoolSheetReader(PoolWords words, PoolOfWave known) =>
        (_words, _lines) = (words, new PoolLineReader(words, known));

    /// <exception cref="RefusedException">It is no text in UTF-8.</exception>
    public static (IReadOnlyList<PoolLine> Lines, IReadOnlyList<PoolFault> Faults) Read(
        byte[] file,
        PoolWords words,
        PoolOfWave known
    ) =>
        new PoolSheetReader(words, known).Read(
            UploadedCsv.TextOf(file) ?? throw new RefusedException(PoolRefusals.ImportNotText)
        );

    private (IReadOnlyList<PoolLine> Lines, IReadOnlyList<PoolFault> Faults) Read(string text)
    {
        using var parser = new CsvParser(new StringReader(text), UploadedCsv.FormatOf(text));
        var read = new List<PoolLine>();
        try
        {
            if (!parser.Read() || HeadOf(parser.Record!) is not { } head)
                return ([], _lines.Faults);
            while (_lines.Faults.Count < MostFaults && parser.Read())
                if (read.Count >= MostLines)
                    return ([], [.. _lines.Faults, Fault(parser, PoolRefusals.ImportTooLong(MostLines))]);
                else if (Take(UploadedCsv.LineOf(parser), head, parser.Record!) is { } line)
                    read.Add(line);
        }
        catch (BadDataException)
        {
            _lines.Faults.Add(Fault(parser, PoolRefusals.ImportQuotes));
        }
        return (read, _lines.Faults);
    }

    private PoolLine? Take(int line, IReadOnlyList<PoolColumn> head, string[] cells)
    {
        if (cells.Length != head.Count)
        {
            _lines.Faults.Add(new PoolFault(line, Column: null, PoolRefusals.ImportCells(cells.Length, head.Count)));
            return null;
        }
        var its = head.Zip(cells).ToDictionary(one => one.First, one => UploadedCsv.Unguarded(one.Second));
        if (_lines.Read(line, its) is not { } facts)
            return null;
        if (_seen.TryAdd(facts.Email, line))
            return new PoolLine(line, facts);
        _lines.Faults.Add(new PoolFault(line, PoolColumn.Email, PoolRefusals.ImportTwice(_seen[facts.Email])));
        return null;
    }

    /// <returns>Null where a column is unknown, missing or there twice: the faults say which.</returns>
    private List<PoolColumn>? HeadOf(string[] cells)
    {
        var head = new List<PoolColumn>();
        foreach (var cell in cells)
            if (!_words.Heads.TryRead(cell, out var column))
                _lines.Faults.Add(new PoolFault(1, Column: null, PoolRefusals.ImportColumnUnknown(cell.Shortened(60))));
            else if (head.Contains(column))
                _lines.Faults.Add(new PoolFault(1, column, PoolRefusals.ImportColumnTwice));
            else
                head.Add(column);
        foreach (var needed in new[] { PoolColumn.Name, PoolColumn.Email }.Except(head))
            _lines.Faults.Add(new PoolFault(1, needed, PoolRefusals.ImportColumnMissing));
        return _lines.Faults.Count > 0 ? null : head;
    }

    private static PoolFault Fault(CsvParser parser, Refusal reason) =>
        new(UploadedCsv.LineOf(parser), Column: null, reason);
}
