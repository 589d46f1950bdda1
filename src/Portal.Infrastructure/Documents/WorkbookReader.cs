using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Portal.Domain;

namespace Portal.Infrastructure.Documents;

/// <summary>A row of a sheet: its number as the spreadsheet shows it, and its cells' texts by their column, counted from 0.</summary>
public sealed record SheetRow(int Number, IReadOnlyDictionary<int, string> Cells)
{
    public string At(int column) => Cells.GetValueOrDefault(column, "");
}

public sealed record Sheet(string Name, IReadOnlyList<SheetRow> Rows);

/// <summary>
/// Reads the texts of a workbook (ECMA-376, SpreadsheetML), and no more of it than is bounded: formulas aren't
/// reckoned, what is linked isn't fetched, and what unpacks to too much is refused on the way.
/// </summary>
public static class WorkbookReader
{
    private const int MaxSheets = 20;
    private const int MaxColumns = 100;
    private const int MaxShared = 100_000;
    private const int LongestText = 5_000;

    /// <param name="file">Can be sought; its size is bounded by the caller.</param>
    /// <param name="maxRows">More rows than this in one sheet are an error of their own.</param>
    /// <param name="maxSheets">What follows them isn't read.</param>
    /// <exception cref="InvalidDataException">It is no workbook.</exception>
    /// <exception cref="RefusedException">It unpacks to too much.</exception>
    public static IReadOnlyList<Sheet> Read(Stream file, int maxRows, int maxSheets = MaxSheets)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var parts = new WorkbookParts(zip);
            var shared = SharedIn(parts);
            return
            [
                .. SheetsIn(parts)
                    .Take(maxSheets)
                    .Select(sheet => new Sheet(sheet.Name, RowsIn(parts, sheet.Part, shared, maxRows))),
            ];
        }
        catch (XmlException wrong)
        {
            throw new InvalidDataException(wrong.Message, wrong);
        }
    }

    /// <summary>The letters by which spreadsheets call a column.</summary>
    public static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letters(column / 26 - 1) + Letters(column % 26);

    private static List<(string Name, string Part)> SheetsIn(WorkbookParts parts)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in parts.Elements("xl/_rels/workbook.xml.rels", "Relationship"))
            targets[one.GetAttribute("Id") ?? ""] = PartOf(one.GetAttribute("Target") ?? "");
        var sheets = new List<(string, string)>();
        foreach (var one in parts.Elements("xl/workbook.xml", "sheet"))
        {
            var id = one.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
            if (targets.TryGetValue(id ?? "", out var part))
                sheets.Add((one.GetAttribute("name") ?? "", part));
        }
        return sheets.Count > 0 ? sheets : throw new InvalidDataException("There is no sheet.");
    }

    private static string PartOf(string target) => target.StartsWith('/') ? target[1..] : $"xl/{target}";

    private static List<string> SharedIn(WorkbookParts parts)
    {
        var texts = new List<string>();
        if (!parts.Has("xl/sharedStrings.xml"))
            return texts;
        foreach (var one in parts.Elements("xl/sharedStrings.xml", "si"))
        {
            if (texts.Count >= MaxShared)
                break;
            texts.Add(TextIn(one));
        }
        return texts;
    }

    private static List<SheetRow> RowsIn(WorkbookParts parts, string part, List<string> shared, int maxRows)
    {
        var rows = new List<SheetRow>();
        foreach (var row in parts.Elements(part, "row"))
        {
            var number =
                int.TryParse(row.GetAttribute("r"), CultureInfo.InvariantCulture, out var told) ? told
                : rows.Count == 0 ? 1
                : rows[^1].Number + 1;
            var cells = CellsIn(row, shared);
            if (cells.Count == 0)
                continue;
            rows.Add(new SheetRow(number, cells));
            // One too many tells the caller so.
            if (rows.Count > maxRows)
                break;
        }
        return rows;
    }

    private static Dictionary<int, string> CellsIn(XmlReader row, List<string> shared)
    {
        var cells = new Dictionary<int, string>();
        var next = 0;
        using var inner = row.ReadSubtree();
        while (inner.Read())
        {
            if (inner.NodeType != XmlNodeType.Element || inner.LocalName != "c")
                continue;
            var column = ColumnOf(inner.GetAttribute("r")) ?? next;
            next = column + 1;
            var type = inner.GetAttribute("t");
            var text = TextIn(inner);
            if (type == "s")
                text =
                    int.TryParse(text, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < shared.Count
                        ? shared[at]
                        : "";
            if (column < MaxColumns && text.Trim() is { Length: > 0 } clean)
                cells[column] = clean.Shortened(LongestText);
        }
        return cells;
    }

    /// <summary>The texts of an element: of its runs, or its value; a formula's own text and what is only said for the ear aside.</summary>
    private static string TextIn(XmlReader element)
    {
        var text = new System.Text.StringBuilder();
        using var inner = element.ReadSubtree();
        inner.Read();
        while (inner.Read())
        {
            if (inner.NodeType == XmlNodeType.Element && inner.LocalName is "f" or "rPh" && !inner.IsEmptyElement)
            {
                using var skipped = inner.ReadSubtree();
                while (skipped.Read()) { }
            }
            else if (
                inner.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA
                && text.Length < LongestText
            )
                text.Append(inner.Value);
        }
        return text.ToString();
    }

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(4))
            column = column * 26 + (c - 'A' + 1);
        return column == 0 ? null : column - 1;
    }
}
