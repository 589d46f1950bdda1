using System.Globalization;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Documents;

namespace Portal.Infrastructure.Reviews;

/// <summary>A cell that is refused, as the file's own program calls it.</summary>
/// <param name="Sheet">Null where the file has none.</param>
/// <param name="Of">The dossier's number, and what its line asks; empty where the line is of none of the reviews.</param>
public sealed record CellFault(string? Sheet, string Cell, string Of, Refusal Reason);

/// <param name="Lines">How many lines say something else than the portal does.</param>
public sealed record OfflineChange(OfflineReview Of, ReviewSheet Sheet, int Lines);

/// <summary>What a filled file would change; nothing where a cell of it is refused.</summary>
public sealed record OfflineUpload(IReadOnlyList<OfflineChange> Changes, IReadOnlyList<CellFault> Faults);

/// <summary>Reads a workbook, or its like in JSON, that an expert filled in. Lines that were taken out change nothing.</summary>
public sealed class OfflineReader
{
    internal const int MostRows = 5_000;
    private const int MostFaults = 100;

    private readonly Dictionary<ReviewId, OfflineReview> _own;
    private readonly Dictionary<ReviewId, (ReviewSheet Sheet, int Lines)> _filled = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<CellFault> _faults = [];

    private OfflineReader(IEnumerable<OfflineReview> own) => _own = own.ToDictionary(one => one.Review.Id);

    /// <param name="file">Can be sought; its size is bounded by the caller.</param>
    /// <param name="own">The reviews that the person may write in.</param>
    /// <exception cref="RefusedException">It is neither, has too many lines or unpacks to too much.</exception>
    public static OfflineUpload Read(Stream file, IEnumerable<OfflineReview> own)
    {
        var reader = new OfflineReader(own);
        var lines = OfflineJson.Is(file) ? OfflineJson.Read(file) : LinesOf(file);
        foreach (var row in lines.Rows.TakeWhile(_ => reader._faults.Count < MostFaults))
            reader.Take(lines, row);
        return new OfflineUpload(
            reader._faults.Count > 0
                ? []
                :
                [
                    .. reader
                        ._filled.Where(one => one.Value.Lines > 0)
                        .Select(one => new OfflineChange(reader._own[one.Key], one.Value.Sheet, one.Value.Lines)),
                ],
            reader._faults
        );
    }

    /// <summary>Those of the first sheet, below its heads: the portal writes no other.</summary>
    private static OfflineLines LinesOf(Stream file)
    {
        try
        {
            var sheet = WorkbookReader.Read(file, MostRows, maxSheets: 1).Single();
            if (sheet.Rows.Count > MostRows)
                throw new RefusedException(ReviewRefusals.TooManyLines(MostRows));
            return new OfflineLines(
                sheet.Name,
                [.. sheet.Rows.Where(row => row.Number > 1)],
                (column, row) => string.Create(CultureInfo.InvariantCulture, $"{WorkbookReader.Letters(column)}{row}"),
                CsvCell.Unguarded
            );
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(ReviewRefusals.NoWorkbook);
        }
    }

    private void Take(OfflineLines lines, SheetRow row)
    {
        var key = LineKey.Of(row.At(OfflineSheet.Key));
        var of = key is null ? null : _own.GetValueOrDefault(key.Review);
        var about = of is null ? "" : $"{of.Number}, {row.At(OfflineSheet.Asked)}";
        void Refuse(int column, Refusal reason) =>
            _faults.Add(new CellFault(lines.Sheet, lines.NameOf(column, row.Number), about, reason));

        if (key is null || of is null)
            Refuse(OfflineSheet.Key, ReviewRefusals.LineUnknown);
        else if (!_seen.Add(row.At(OfflineSheet.Key)))
            Refuse(OfflineSheet.Key, ReviewRefusals.LineTwice);
        else if (key.Revision != of.Review.Revision)
            Refuse(OfflineSheet.Key, ReviewRefusals.SavedSince(of.Number));
        else
            Fill(of, key, row, lines.TextOf, Refuse);
    }

    private void Fill(
        OfflineReview of,
        LineKey key,
        SheetRow row,
        Func<string, string> textOf,
        Action<int, Refusal> refuse
    )
    {
        var (sheet, lines) = _filled.GetValueOrDefault(key.Review, (of.Review.Written, 0));
        var line = new OfflineLine(of.Grid, key, row, textOf, refuse);
        if (line.In(sheet) is not { } filled)
            refuse(OfflineSheet.Key, ReviewRefusals.LineUnknown);
        else
            _filled[key.Review] = (filled, lines + (line.Changes(sheet, filled) ? 1 : 0));
    }
}

/// <summary>The lines of a filled file, whatever it is.</summary>
/// <param name="Sheet">Null where the file has none.</param>
/// <param name="NameOf">What a cell is called, by its column and the number of its row.</param>
/// <param name="TextOf">What a cell says, without what only its program needs.</param>
internal sealed record OfflineLines(
    string? Sheet,
    IReadOnlyList<SheetRow> Rows,
    Func<int, int, string> NameOf,
    Func<string, string> TextOf
);

/// <summary>One line of a filled file.</summary>
internal sealed class OfflineLine(
    Grid grid,
    LineKey key,
    SheetRow row,
    Func<string, string> textOf,
    Action<int, Refusal> refuse
)
{
    private static readonly string[] Yes = ["oui", "yes"];
    private static readonly string[] No = ["non", "no"];

    /// <summary>A sheet with what the line says; null where the grid has nothing of that name.</summary>
    public ReviewSheet? In(ReviewSheet sheet) =>
        key.Part switch
        {
            LineKey.Criterion when grid.Criteria.Any(one => one.Key == key.Key) => sheet.With(
                new CriterionReview(key.Key, Mark(), Text(OfflineSheet.ToPanel), Text(OfflineSheet.ToCarrier))
            ),
            LineKey.Question when grid.Questions.FirstOrDefault(one => one.Key == key.Key) is { } question => Only(
                OfflineSheet.Value,
                sheet.WithAnswer(key.Key, Answer(question))
            ),
            LineKey.Confidence when grid.Confidence.Count > 0 => Only(
                OfflineSheet.Value,
                sheet with
                {
                    Confidence = Number(1, grid.Confidence.Count),
                }
            ),
            LineKey.Overall => Only(
                OfflineSheet.ToCarrier,
                sheet with
                {
                    ToCarrier = Text(OfflineSheet.ToCarrier),
                    ToPanel = Text(OfflineSheet.ToPanel),
                }
            ),
            _ => null,
        };

    /// <summary>What is written where the line asks for nothing is refused, not dropped.</summary>
    private ReviewSheet Only(int first, ReviewSheet read)
    {
        int[] others =
            first == OfflineSheet.Value ? [OfflineSheet.ToCarrier, OfflineSheet.ToPanel] : [OfflineSheet.Value];
        foreach (var column in others.Where(column => row.At(column).Length > 0))
            refuse(column, ReviewRefusals.NothingAskedHere);
        return read;
    }

    public bool Changes(ReviewSheet before, ReviewSheet after) =>
        key.Part switch
        {
            LineKey.Criterion => before.For(key.Key) != after.For(key.Key),
            LineKey.Question => before.Answers.GetValueOrDefault(key.Key, "")
                != after.Answers.GetValueOrDefault(key.Key, ""),
            LineKey.Confidence => before.Confidence != after.Confidence,
            _ => (before.ToCarrier, before.ToPanel) != (after.ToCarrier, after.ToPanel),
        };

    private int? Mark() => Number(grid.Scale.From, grid.Scale.To);

    private int? Number(int from, int to)
    {
        var text = row.At(OfflineSheet.Value);
        if (text.Length == 0)
            return null;
        if (
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number)
            && number >= from
            && number <= to
        )
            return (int)number;
        refuse(OfflineSheet.Value, ReviewRefusals.NoMark(from, to));
        return null;
    }

    private string Answer(GridQuestion question)
    {
        var text = Text(OfflineSheet.Value);
        if (question.Kind == QuestionKind.Text || text.Length == 0)
            return text;
        if (Yes.Contains(text.ToLowerInvariant()))
            return QuestionCondition.Answer.Yes;
        if (No.Contains(text.ToLowerInvariant()))
            return QuestionCondition.Answer.No;
        refuse(OfflineSheet.Value, ReviewRefusals.NeitherYesNorNo);
        return "";
    }

    private string Text(int column)
    {
        var text = textOf(row.At(column)).ReplaceLineEndings("\n");
        if (text.Length > Review.CommentLimit)
            refuse(column, ReviewRefusals.CommentTooLong(Review.CommentLimit));
        return text;
    }
}
