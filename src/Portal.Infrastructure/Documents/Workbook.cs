using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Portal.Domain;

namespace Portal.Infrastructure.Documents;

/// <summary>
/// Writes a workbook (ECMA-376, SpreadsheetML) row after row into a stream that only goes forward: however many rows
/// there are, one is held. It names no author, and its texts are texts: none is a formula.
/// </summary>
public sealed class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    /// <summary>What a cell can hold.</summary>
    private const int LongestText = 32_767;
    private const int LongestName = 31;
    private static readonly DateOnly DayZero = new(1899, 12, 30);

    /// <summary>Before it, spreadsheets count a day that never was.</summary>
    private static readonly DateOnly FirstDay = new(1900, 3, 1);

    private readonly ZipWriter _zip;
    private readonly List<string> _sheets = [];

    private Workbook(ZipWriter zip) => _zip = zip;

    public static async Task<Workbook> ToAsync(Stream to, DateTimeOffset at, CancellationToken cancellation) =>
        new(await ZipWriter.ToAsync(to, at, cancellation));

    /// <param name="name">Made short and unique as sheets' names must be.</param>
    /// <param name="heads">The first row, which stays in sight.</param>
    /// <param name="rows">Each cell a text, a decimal, an int, a <see cref="DateOnly"/>, a <see cref="DateTime"/>, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task AddAsync(
        string name,
        IReadOnlyList<string> heads,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken cancellation
    ) => AddAsync(name, heads, rows, hidden: null, cancellation);

    /// <param name="name">Made short and unique as sheets' names must be.</param>
    /// <param name="heads">The first row, which stays in sight.</param>
    /// <param name="rows">Each cell a text, a decimal, an int, a <see cref="DateOnly"/>, a <see cref="DateTime"/>, or null.</param>
    /// <param name="hidden">A column for the portal's own use, counted from 0; null where all are shown.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task AddAsync(
        string name,
        IReadOnlyList<string> heads,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        int? hidden,
        CancellationToken cancellation
    )
    {
        _sheets.Add(NameOf(name));
        return _zip.AddPartAsync(
            $"xl/worksheets/sheet{_sheets.Count}.xml",
            async to =>
            {
                await using var sheet = new StreamWriter(to, new UTF8Encoding(false), 16_384, leaveOpen: true);
                await sheet.WriteAsync(
                    $"{Head}<worksheet xmlns=\"{Main}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultColWidth=\"22\" defaultRowHeight=\"15\"/>"
                );
                if (hidden + 1 is { } column)
                    await sheet.WriteAsync(
                        $"<cols><col min=\"{column}\" max=\"{column}\" width=\"0\" hidden=\"1\" customWidth=\"1\"/></cols>"
                    );
                await sheet.WriteAsync("<sheetData>");
                await sheet.WriteAsync(Row(heads, style: 1));
                await foreach (var row in rows.WithCancellation(cancellation))
                    await sheet.WriteAsync(Row(row, style: 0));
                await sheet.WriteAsync("</sheetData></worksheet>");
            },
            CompressionLevel.Fastest,
            cancellation
        );
    }

    /// <summary>Ends the workbook; it holds a sheet at least.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        var numbers = Enumerable.Range(1, _sheets.Count).ToList();
        await PartAsync(
            "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>{Each(numbers, n => $"<sheet name=\"{Encoded(_sheets[n - 1])}\" sheetId=\"{n}\" r:id=\"r{n}\"/>")}</sheets></workbook>"
        );
        await PartAsync(
            "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{Package}/relationships\">{Each(numbers, n => $"<Relationship Id=\"r{n}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")}<Relationship Id=\"styles\" Type=\"{Office}/styles\" Target=\"styles.xml\"/></Relationships>"
        );
        await PartAsync("xl/styles.xml", Styles);
        await PartAsync(
            "_rels/.rels",
            $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        await PartAsync(
            "[Content_Types].xml",
            $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Types}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Types}.styles+xml\"/>{Each(numbers, n => $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{Types}.worksheet+xml\"/>")}</Types>"
        );
        await _zip.EndAsync(cancellation);

        Task PartAsync(string path, string xml) =>
            _zip.AddPartAsync(
                path,
                to => to.WriteAsync(Encoding.UTF8.GetBytes(Head + xml), cancellation).AsTask(),
                CompressionLevel.Fastest,
                cancellation
            );
    }

    /// <summary>Styles by their place: as it comes, a head, a day, a moment.</summary>
    private static string Styles =>
        $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
        + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
        + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
        + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
        + "<cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
        + "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
        + "<xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        + "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";

    private static string Row(IReadOnlyList<object?> cells, int style) =>
        $"<row>{string.Concat(cells.Select(cell => Cell(cell, style)))}</row>";

    private static string Cell(object? value, int style) =>
        value switch
        {
            null or "" => "<c/>",
            decimal or int => string.Create(CultureInfo.InvariantCulture, $"<c><v>{value}</v></c>"),
            DateOnly day when day >= FirstDay => $"<c s=\"2\"><v>{day.DayNumber - DayZero.DayNumber}</v></c>",
            DateOnly day => Cell(day.ToString("O", CultureInfo.InvariantCulture), style),
            DateTime civil => string.Create(
                CultureInfo.InvariantCulture,
                $"<c s=\"3\"><v>{(civil - DayZero.ToDateTime(TimeOnly.MinValue)).TotalDays:0.##########}</v></c>"
            ),
            var other =>
                $"<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Encoded(CsvCell.Guarded(Clean(other.ToString() ?? "")).Shortened(LongestText))}</t></is></c>",
        };

    /// <summary>Without the characters that XML doesn't know.</summary>
    private static string Clean(string text) =>
        text.All(XmlConvert.IsXmlChar)
            ? text
            : string.Concat(text.EnumerateRunes().Where(IsKnown).Select(rune => rune.ToString()));

    private static bool IsKnown(Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);

    private string NameOf(string name)
    {
        var clean = string.Concat(Clean(name).Where(c => !"[]:*?/\\'".Contains(c))).Trim();
        var first = (clean.Length == 0 ? "_" : clean).Shortened(LongestName);
        var unique = first;
        for (var number = 2; _sheets.Contains(unique, StringComparer.OrdinalIgnoreCase); number++)
            unique = $"{first.Shortened(LongestName - 4)} {number}";
        return unique;
    }

    private static string Each(IEnumerable<int> numbers, Func<int, string> write) =>
        string.Concat(numbers.Select(write));

    private static string Encoded(string text) => System.Security.SecurityElement.Escape(text);
}
