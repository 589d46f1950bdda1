using System.Text.Json.Nodes;

namespace Portal.Domain.Dossiers;

/// <summary>
/// Two people's changes to the same answers, put together: field by field, and in tables row by row and cell by cell.
/// What both changed differently is left as it stands, and named: the other text is kept beside it.
/// </summary>
/// <param name="Answers">Both changes in one.</param>
/// <param name="Clashes">The fields that both changed, each in their own way.</param>
public sealed record Merge(Answers Answers, IReadOnlyList<string> Clashes)
{
    /// <param name="origin">What both began with.</param>
    /// <param name="standing">What stands now: the other one's changes are in it.</param>
    /// <param name="mine">What is to be saved.</param>
    /// <param name="fields">The fields that were written; others are left as they stand.</param>
    public static Merge Of(Answers origin, Answers standing, Answers mine, IEnumerable<string> fields)
    {
        var (merged, clashes) = (standing, new List<string>());
        foreach (var field in fields)
        {
            var (value, clash) = Values(origin.Json(field), standing.Json(field), mine.Json(field));
            merged = merged.WithJson(field, value);
            if (clash)
                clashes.Add(field);
        }
        return new Merge(merged, clashes);
    }

    private static (JsonNode? Value, bool Clash) Values(JsonNode? origin, JsonNode? standing, JsonNode? mine)
    {
        if (JsonNode.DeepEquals(mine, origin) || JsonNode.DeepEquals(mine, standing))
            return (standing, false);
        if (JsonNode.DeepEquals(standing, origin))
            return (mine, false);
        if (IsArray(origin) && IsArray(standing) && IsArray(mine) && (HasRows(standing) || HasRows(mine)))
            return Tables(RowsOf(origin), RowsOf(standing), RowsOf(mine));
        return IsArray(origin) && IsArray(standing) && IsArray(mine)
            ? (Lists(OptionsOf(origin), OptionsOf(standing), OptionsOf(mine)), false)
            : (standing, true);
    }

    /// <summary>Chosen options: what either of them added is there, what either of them took out is gone.</summary>
    private static JsonArray? Lists(List<string> origin, List<string> standing, List<string> mine)
    {
        var merged = standing
            .Where(option => mine.Contains(option) || !origin.Contains(option))
            .Concat(mine.Where(option => !origin.Contains(option) && !standing.Contains(option)))
            .ToList();
        return merged.Count == 0
            ? null
            : new JsonArray([.. merged.Select(option => (JsonNode)JsonValue.Create(option))]);
    }

    private static (JsonNode? Value, bool Clash) Tables(
        IReadOnlyList<JsonObject> origin,
        IReadOnlyList<JsonObject> standing,
        IReadOnlyList<JsonObject> mine
    )
    {
        var (before, theirs, ours) = (ById(origin), ById(standing), ById(mine));
        var (rows, clash) = (new JsonArray(), false);
        foreach (var id in OrderOf(origin, standing, mine))
        {
            var (row, clashes) = Row(
                before.GetValueOrDefault(id),
                theirs.GetValueOrDefault(id),
                ours.GetValueOrDefault(id)
            );
            clash |= clashes;
            if (row is not null)
                rows.Add(row.DeepClone());
        }
        return (rows.Count == 0 ? null : rows, clash);
    }

    /// <summary>A row that one removed and the other changed stays: a text that was just written doesn't vanish.</summary>
    private static (JsonObject? Row, bool Clash) Row(JsonObject? origin, JsonObject? standing, JsonObject? mine) =>
        (origin, standing, mine) switch
        {
            (null, null, _) => (mine, false),
            (null, _, null) => (standing, false),
            (not null, null, null) => (null, false),
            (not null, null, not null) => (JsonNode.DeepEquals(origin, mine) ? null : mine, false),
            (not null, not null, null) => (JsonNode.DeepEquals(origin, standing) ? null : standing, false),
            (_, not null, not null) => Cells(origin ?? [], standing, mine),
        };

    private static (JsonObject Row, bool Clash) Cells(JsonObject origin, JsonObject standing, JsonObject mine)
    {
        var (row, clash) = (new JsonObject(), false);
        var columns = standing.Concat(mine).Select(cell => cell.Key).Distinct(StringComparer.Ordinal);
        foreach (var column in columns.Order(StringComparer.Ordinal))
        {
            var (value, clashes) = Values(origin[column], standing[column], mine[column]);
            clash |= clashes;
            if (value is not null)
                row[column] = value.DeepClone();
        }
        return (row, clash);
    }

    /// <summary>The order that mine changed, else the one that stands; a new row of the other one comes after the row that it came after.</summary>
    private static List<string> OrderOf(
        IReadOnlyList<JsonObject> origin,
        IReadOnlyList<JsonObject> standing,
        IReadOnlyList<JsonObject> mine
    )
    {
        var known = origin.Select(IdOf).ToHashSet(StringComparer.Ordinal);
        var mineMoved = !mine.Select(IdOf)
            .Where(known.Contains)
            .SequenceEqual(origin.Select(IdOf).Where(mine.Select(IdOf).ToHashSet(StringComparer.Ordinal).Contains));
        var (main, other) = mineMoved ? (mine, standing) : (standing, mine);
        var order = main.Select(IdOf).ToList();
        var previous = "";
        foreach (var id in other.Select(IdOf))
        {
            if (!order.Contains(id))
                order.Insert(order.IndexOf(previous) + 1, id);
            previous = id;
        }
        return order;
    }

    private static Dictionary<string, JsonObject> ById(IEnumerable<JsonObject> rows) =>
        rows.ToDictionary(IdOf, StringComparer.Ordinal);

    private static string IdOf(JsonObject row) => row[Answers.RowId]?.GetValue<string>() ?? "";

    private static bool IsArray(JsonNode? value) => value is null or JsonArray;

    private static bool HasRows(JsonNode? value) => value is JsonArray rows && rows.Any(row => row is JsonObject);

    private static List<JsonObject> RowsOf(JsonNode? value) => [.. (value as JsonArray ?? []).OfType<JsonObject>()];

    private static List<string> OptionsOf(JsonNode? value) =>
        [.. (value as JsonArray ?? []).Select(option => option!.GetValue<string>())];
}
