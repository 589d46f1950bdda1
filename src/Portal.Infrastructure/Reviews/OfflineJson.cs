using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Documents;

namespace Portal.Infrastructure.Reviews;

/// <summary>
/// The same lines as the workbook's, in JSON, for who fills them in with a program of their own:
/// <c>{"lines": [{"dossier", "title", "asked", "value", "toCarrier", "toPanel", "key"}]}</c>.
/// </summary>
public static class OfflineJson
{
    private const string Lines = "lines";

    /// <summary>In the order of the workbook's columns.</summary>
    private static readonly string[] Names = ["dossier", "title", "asked", "value", "toCarrier", "toPanel", "key"];

    /// <summary>A file is read, never put into a page: accents may stay as they are.</summary>
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static void Write(Stream to, IEnumerable<OfflineReview> reviews, Texts.Texts texts)
    {
        using var writer = new Utf8JsonWriter(to, Readable);
        writer.WriteStartObject();
        writer.WriteStartArray(Lines);
        foreach (var row in reviews.SelectMany(review => OfflineSheet.RowsOf(review, texts)))
            Write(writer, row);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<object?> row)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in Names.Zip(row))
            if (value is int number)
                writer.WriteNumber(name, number);
            else if (value is null)
                writer.WriteNull(name);
            else
                writer.WriteString(name, value.ToString());
        writer.WriteEndObject();
    }

    /// <summary>Whether a file begins as an object of JSON does, which no workbook does.</summary>
    internal static bool Is(Stream file)
    {
        file.Position = 0;
        int first;
        do first = file.ReadByte();
        while (first is ' ' or '\t' or '\r' or '\n' or 0xEF or 0xBB or 0xBF);
        file.Position = 0;
        return first == '{';
    }

    /// <exception cref="RefusedException">It isn't the portal's JSON, or has too many lines.</exception>
    internal static OfflineLines Read(Stream file)
    {
        try
        {
            using var text = new StreamReader(file, leaveOpen: true);
            using var document = JsonDocument.Parse(text.ReadToEnd(), Strict);
            var lines = document.RootElement.GetProperty(Lines);
            if (lines.GetArrayLength() > OfflineReader.MostRows)
                throw new RefusedException(ReviewRefusals.TooManyLines(OfflineReader.MostRows));
            return new OfflineLines(
                Sheet: null,
                [.. lines.EnumerateArray().Select((line, place) => new SheetRow(place, CellsOf(line)))],
                (column, place) => string.Create(CultureInfo.InvariantCulture, $"{Lines}[{place}].{Names[column]}"),
                said => said
            );
        }
        // What is no JSON, has another shape, or text that is no Unicode.
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new RefusedException(ReviewRefusals.NoWorkbook);
        }
    }

    /// <exception cref="InvalidOperationException">It is no object.</exception>
    private static Dictionary<int, string> CellsOf(JsonElement line) =>
        line.EnumerateObject()
            .Where(cell => Array.IndexOf(Names, cell.Name) >= 0)
            .ToDictionary(cell => Array.IndexOf(Names, cell.Name), cell => TextOf(cell.Value));

    private static string TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.Null => "",
            var other => throw new InvalidOperationException($"A cell is no {other}."),
        };
}
