using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.Infrastructure.Seeds;

/// <summary>
/// Writes data as YAML that <see cref="SeedNode"/> reads back: always the same bytes for the same data. What is short
/// stands on one line, as people write it.
/// </summary>
internal static partial class YamlText
{
    private const int Widest = 200;

    /// <summary>Words that YAML of other readers takes for something else than a text.</summary>
    private static readonly HashSet<string> Taken = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    public static string Write(JsonObject root)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in root)
            Pair(text, key, value!, indent: 0);
        return text.ToString();
    }

    private static void Pair(StringBuilder text, string key, JsonNode value, int indent)
    {
        text.Append(Scalar(key)).Append(':');
        After(text, value, indent);
    }

    /// <summary>What follows a key or a dash's key.</summary>
    private static void After(StringBuilder text, JsonNode value, int indent)
    {
        if (value is JsonValue single && Lines(single) is { } lines)
            Block(text, lines, indent + 2);
        else if (OnOneLine(value) is { } line && (value is JsonValue || indent + line.Length <= Widest))
            text.Append(' ').Append(line).Append('\n');
        else if (value is JsonObject map)
            Map(text.Append('\n').Append(' ', indent + 2), map, indent + 2);
        else
            List(text.Append('\n'), (JsonArray)value, indent + 2);
    }

    /// <summary>Begins where the first key stands.</summary>
    private static void Map(StringBuilder text, JsonObject map, int indent)
    {
        foreach (var (index, (key, value)) in map.Index())
            Pair(index == 0 ? text : text.Append(' ', indent), key, value!, indent);
    }

    private static void List(StringBuilder text, JsonArray list, int indent)
    {
        foreach (var item in list)
        {
            text.Append(' ', indent).Append("- ");
            if (OnOneLine(item!) is { } line && (item is not JsonObject || indent + line.Length <= Widest))
                text.Append(line).Append('\n');
            else
                Map(text, (JsonObject)item!, indent + 2);
        }
    }

    private static void Block(StringBuilder text, string[] lines, int indent)
    {
        text.Append(" |-\n");
        foreach (var line in lines)
            text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
    }

    /// <summary>The lines of a text that can stand as it is; null for one that is quoted.</summary>
    private static string[]? Lines(JsonValue value) =>
        value.TryGetValue<string>(out var text)
        && text.Contains('\n', StringComparison.Ordinal)
        && text.All(c => c == '\n' || Escaped(c).Length == 1 || c is '"' or '\\')
        && AsItIs().IsMatch(text)
            ? text.Split('\n')
            : null;

    /// <summary>Null for what needs lines of its own.</summary>
    private static string? OnOneLine(JsonNode value) =>
        value switch
        {
            JsonValue single => Lines(single) is null ? Scalar(single) : null,
            JsonArray list when list.All(item => item is JsonValue) =>
                $"[{Joined(list.Select(item => OnOneLine(item!)))}]",
            JsonObject map when map.Select(pair => OnOneLine(pair.Value!)).All(line => line is not null) =>
                $"{{ {Joined(map.Select(pair => $"{Scalar(pair.Key)}: {OnOneLine(pair.Value!)}"))} }}",
            _ => null,
        };

    private static string Joined(IEnumerable<string?> parts) => string.Join(", ", parts);

    private static string Scalar(JsonValue value) =>
        value.TryGetValue<string>(out var text) ? Scalar(text) : value.ToJsonString();

    private static string Scalar(string text) =>
        Plain().IsMatch(text) && !Taken.Contains(text) ? text : $"\"{string.Concat(text.Select(Escaped))}\"";

    private static string Escaped(char c) =>
        c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\t' => "\\t",
            _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff' => string.Create(
                CultureInfo.InvariantCulture,
                $"\\u{(int)c:X4}"
            ),
            _ => c.ToString(),
        };

    [GeneratedRegex(@"\A[a-z][a-z0-9_.-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    /// <summary>No character that would be read otherwise: no control, no white space at the end of a line.</summary>
    [GeneratedRegex(
        @"\A[^\s\p{C}]([^\n]*[^\s\p{C}])?(\n([^\n]*[^\s\p{C}])?)*\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex AsItIs();
}
