using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Portal.Domain.Dossiers;

/// <summary>
/// What a carrier typed, by field, exactly as typed: a text, a list of chosen options, or the rows of a table, each with
/// an id of its own. It never changes: <c>With…</c> gives a new one.
/// Reading a number or a date out of it may fail; the text stays all the same, so that nothing typed is lost.
/// </summary>
[JsonConverter(typeof(AnswersConverter))]
public sealed partial class Answers
{
    /// <summary>Under which a row keeps its id, beside its cells.</summary>
    public const string RowId = "_id";

    /// <summary>Characters of a row's id.</summary>
    public const int MaxRowId = 80;

    private readonly SortedDictionary<string, JsonNode> _values = new(StringComparer.Ordinal);

    public static Answers None => new();

    /// <summary>Fields that have something in them, in the order of their keys.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    public string Text(string field) => _values.TryGetValue(field, out var value) ? AsText(value) : "";

    public IReadOnlyList<string> Choices(string field) =>
        _values.TryGetValue(field, out var value) && value is JsonArray list ? [.. list.Select(AsText)] : [];

    /// <summary>The rows of a table that have something in them, each a text by column.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string field) =>
        _values.TryGetValue(field, out var value) && value is JsonArray rows
            ?
            [
                .. rows.OfType<JsonObject>()
                    .Select(row => row.ToDictionary(cell => cell.Key, cell => AsText(cell.Value))),
            ]
            : [];

    public bool Has(string field) => _values.ContainsKey(field);

    public Answers With(string field, string? text)
    {
        var clean = Clean(text);
        return Set(field, clean.Length == 0 ? null : JsonValue.Create(clean));
    }

    public Answers WithChoices(string field, IEnumerable<string> options)
    {
        var chosen = options.Select(Clean).Where(option => option.Length > 0).Distinct(StringComparer.Ordinal);
        var list = new JsonArray([.. chosen.Select(option => (JsonNode)JsonValue.Create(option))]);
        return Set(field, list.Count == 0 ? null : list);
    }

    public Answers WithRows(string field, IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        var list = new JsonArray();
        foreach (var row in rows)
        {
            var cells = row.Select(cell => (cell.Key, Text: Clean(cell.Value))).Where(cell => cell.Text.Length > 0);
            var filled = new JsonObject(
                cells
                    .OrderBy(cell => cell.Key, StringComparer.Ordinal)
                    .Select(cell => KeyValuePair.Create(cell.Key, (JsonNode?)JsonValue.Create(cell.Text)))
            );
            if (filled.Any(cell => cell.Key != RowId))
                list.Add(filled);
        }
        return Set(field, list.Count == 0 ? null : list);
    }

    /// <summary>Gives each row that has no id of its own one that begins with a prefix; an id stands once in a table.</summary>
    public Answers Identified(string prefix)
    {
        var all = new Answers();
        foreach (var (field, value) in _values)
            all._values[field] =
                value is JsonArray rows && rows.Any(row => row is JsonObject) ? Identified(rows, prefix) : value;
        return all;
    }

    /// <summary>The answer to one field, as it lies in the database; null where there is none.</summary>
    public JsonNode? Json(string field) => _values.GetValueOrDefault(field)?.DeepClone();

    /// <summary>The answer to one field as it lies in the database, in place of what is there.</summary>
    public Answers WithJson(string field, JsonNode? value) => Set(field, value?.DeepClone());

    /// <summary>Only the answers to these fields.</summary>
    public Answers Only(IEnumerable<string> fields)
    {
        var some = new Answers();
        foreach (var field in fields)
            if (_values.TryGetValue(field, out var value))
                some._values[field] = value;
        return some;
    }

    /// <summary>Whether both have the same answer to a field.</summary>
    public bool Same(string field, Answers other) =>
        JsonNode.DeepEquals(_values.GetValueOrDefault(field), other._values.GetValueOrDefault(field));

    /// <summary>The texts at a path: a field, or a column of a table (<c>members.type</c>), one a row.</summary>
    public IReadOnlyList<string> At(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
            return [.. Rows(path[..dot]).Select(row => row.GetValueOrDefault(path[(dot + 1)..], "")).Where(IsThere)];
        return _values.TryGetValue(path, out var value) && value is JsonArray ? Choices(path) : Filled(Text(path));
    }

    /// <summary>These answers and those of other sections, as one.</summary>
    public static Answers Merge(IEnumerable<Answers> parts)
    {
        var all = new Answers();
        foreach (var (field, value) in parts.SelectMany(part => part._values))
            all._values[field] = value.DeepClone();
        return all;
    }

    /// <summary>No answer counts as much: what is added up over many stays a number.</summary>
    public const decimal LargestNumber = 1_000_000_000_000_000m;

    /// <summary>
    /// Reads a number as people write it in French or English: spaces group, a comma or a point parts the
    /// decimals, a euro or per cent sign is overlooked. A comma before three digits is no number: it groups in
    /// English, where <c>120,000</c> is a thousand times what it would be in French. Nothing beyond
    /// <see cref="LargestNumber"/> is read.
    /// </summary>
    public static bool TryNumber(string text, out decimal number)
    {
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('€' or '%' or '\'')));
        if (MayBeGrouped().IsMatch(digits))
        {
            number = 0;
            return false;
        }
        return decimal.TryParse(
                digits.Replace(',', '.'),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out number
            )
            && Math.Abs(number) <= LargestNumber;
    }

    /// <summary>Reads a date as a browser sends it (2024-01-18) or as people type it in France (18/01/2024).</summary>
    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(
            text.Trim(),
            ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out date
        );

    public JsonObject ToJson() =>
        new(_values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value.DeepClone())));

    public static Answers FromJson(JsonObject json)
    {
        var answers = new Answers();
        foreach (var (field, value) in json)
            if (value is not null)
                answers._values[field] = value.DeepClone();
        return answers;
    }

    private static JsonArray Identified(JsonArray rows, string prefix)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var all = new JsonArray();
        foreach (var (row, index) in rows.OfType<JsonObject>().Select((row, index) => (row, index)))
        {
            var id = AsText(row[RowId]);
            // The lead has no row: who sends one under its name gets another.
            for (var number = index; id == Consortium.Lead || !RowIds().IsMatch(id) || !seen.Add(id); number++)
                id = $"{prefix}{number.ToString(CultureInfo.InvariantCulture)}";
            var cells = row.Where(cell => cell.Key != RowId)
                .Select(cell => KeyValuePair.Create(cell.Key, cell.Value?.DeepClone()));
            all.Add(new JsonObject(cells.Prepend(KeyValuePair.Create(RowId, (JsonNode?)JsonValue.Create(id)))));
        }
        return all;
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,80}$", RegexOptions.NonBacktracking)]
    private static partial Regex RowIds();

    [GeneratedRegex("^[+-]?[1-9][0-9]{0,2},[0-9]{3}$", RegexOptions.NonBacktracking)]
    private static partial Regex MayBeGrouped();

    private Answers Set(string field, JsonNode? value)
    {
        var changed = new Answers();
        foreach (var (known, kept) in _values)
            changed._values[known] = kept;
        if (value is null)
            changed._values.Remove(field);
        else
            changed._values[field] = value;
        return changed;
    }

    /// <summary>Line ends as one kind, outer space trimmed, characters that no database can hold left out.</summary>
    private static string Clean(string? text) =>
        (text ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();

    private static string AsText(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static string[] Filled(string text) => IsThere(text) ? [text] : [];

    private static bool IsThere(string text) => text.Length > 0;

    private sealed class AnswersConverter : JsonConverter<Answers>
    {
        public override Answers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            FromJson(JsonNode.Parse(ref reader)?.AsObject() ?? []);

        public override void Write(Utf8JsonWriter writer, Answers value, JsonSerializerOptions options) =>
            value.ToJson().WriteTo(writer, options);
    }
}
