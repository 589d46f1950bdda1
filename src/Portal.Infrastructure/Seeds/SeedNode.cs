using System.Globalization;
using Portal.Domain;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Portal.Infrastructure.Seeds;

/// <summary>A place in a YAML file that knows its line, so that whatever is wrong with it can be named.</summary>
/// <param name="isDraft">Whether texts may be left empty: the call is only being prepared.</param>
internal sealed class SeedNode(string file, YamlNode node, bool isDraft = false)
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <summary>In days.</summary>
    private const int LongestSpan = 730;

    private static readonly string[] CivilPatterns = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <exception cref="SeedException">The file is no YAML.</exception>
    public static SeedNode Read(string path) => Parse(Path.GetFileName(path), File.ReadAllText(path));

    /// <param name="file">The name by which what is wrong is told.</param>
    /// <exception cref="SeedException">The text is no YAML, or of a kind that no call needs.</exception>
    public static SeedNode Parse(string file, string text, bool isDraft = false)
    {
        try
        {
            SeedYaml.Check(file, text);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents.Count == 1
                ? new SeedNode(file, yaml.Documents[0].RootNode, isDraft)
                : throw new SeedException(file, 1, SeedRefusals.NotOneDocument);
        }
        catch (YamlException wrong)
        {
            throw new SeedException(file, wrong.Start.Line, SeedRefusals.NotYaml(wrong.Message));
        }
    }

    public bool IsDraft => isDraft;

    public SeedException Wrong(params IReadOnlyList<Refusal> reasons) => new(file, node.Start.Line, reasons);

    /// <summary>Does what this place of the file asks for; a refusal names the place.</summary>
    /// <exception cref="SeedException">The act is refused.</exception>
    public void Act(Action act)
    {
        try
        {
            act();
        }
        catch (RefusedException refused)
        {
            throw Wrong(refused.Refusals);
        }
    }

    /// <summary>Refuses keys that mean nothing: mostly misspelt ones.</summary>
    public SeedNode Only(params string[] keys)
    {
        foreach (var (key, _) in Map().Children)
            if (key is not YamlScalarNode { Value: { } known } || !keys.Contains(known))
                throw new SeedException(file, key.Start.Line, SeedRefusals.Unknown($"{key}", string.Join(", ", keys)));
        return this;
    }

    public bool Has(string key) => Map().Children.ContainsKey(new YamlScalarNode(key));

    public SeedNode At(string key) =>
        Map().Children.TryGetValue(new YamlScalarNode(key), out var child)
            ? new SeedNode(file, child, isDraft)
            : throw Wrong(SeedRefusals.Missing(key));

    public SeedNode? MayAt(string key) => Has(key) ? At(key) : null;

    public IReadOnlyList<SeedNode> List(string key) => Has(key) ? At(key).Items() : [];

    public IReadOnlyList<SeedNode> Items() =>
        node is YamlSequenceNode list
            ? [.. list.Children.Select(child => new SeedNode(file, child, isDraft))]
            : throw Wrong(SeedRefusals.NoList);

    public IReadOnlyList<SeedNode> List(string key, string by) => Has(key) ? At(key).Items(by) : [];

    /// <summary>The items of a list, which one of their keys tells apart.</summary>
    public IReadOnlyList<SeedNode> Items(string by)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in Items().Select(item => item.At(by)))
            if (!seen.Add(key.Text()))
                throw key.Wrong(SeedRefusals.Twice(by, key.Text()));
        return Items();
    }

    public bool IsList => node is YamlSequenceNode;

    public IReadOnlyDictionary<string, SeedNode> Entries() =>
        Map()
            .Children.ToDictionary(
                pair => (pair.Key as YamlScalarNode)?.Value ?? throw Wrong(SeedRefusals.KeyIsNoText),
                pair => new SeedNode(file, pair.Value, isDraft),
                StringComparer.Ordinal
            );

    /// <summary>The texts of a list, or the keys of a map, each with its place.</summary>
    public IEnumerable<(string Text, SeedNode Place)> Named() =>
        node is YamlMappingNode
            ? Entries().Select(entry => (entry.Key, entry.Value))
            : Items().Select(item => (item.Text(), item));

    public string Text() =>
        node is YamlScalarNode { Value: { } text } && text.Trim() is { Length: > 0 } clean
            ? clean
            : throw Wrong(SeedRefusals.NoText);

    public string Text(string key) => At(key).Text();

    public LocalizedText Localized()
    {
        Only("fr", "en");
        return new LocalizedText(Text("fr"), Text("en"));
    }

    public LocalizedText Localized(string key) => At(key).Localized();

    /// <summary>A text that a draft may leave empty in one language or both.</summary>
    public LocalizedText Written()
    {
        if (!isDraft)
            return Localized();
        Only("fr", "en");
        return new LocalizedText(At("fr").TextOrNone(), At("en").TextOrNone());
    }

    public LocalizedText Written(string key) => At(key).Written();

    public LocalizedText? MayWritten(string key) => MayAt(key)?.Written();

    public string TextOrNone() => node is YamlScalarNode { Value: var text } ? text?.Trim() ?? "" : Text();

    public LocalizedText? MayLocalized(string key) => MayAt(key)?.Localized();

    public int Integer() =>
        int.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(SeedRefusals.NotWhole(Text()));

    public decimal Number() =>
        decimal.TryParse(Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(SeedRefusals.NoNumber(Text()));

    public bool Truth() =>
        Text() switch
        {
            "true" => true,
            "false" => false,
            var other => throw Wrong(SeedRefusals.NoTruth(other)),
        };

    /// <summary>A civil time, <c>2024-05-31 12:00</c>; 24:00 is the midnight that ends the day.</summary>
    public DateTime Civil()
    {
        var text = Text();
        var midnight = text.EndsWith(" 24:00", StringComparison.Ordinal);
        var read = midnight ? text.Replace(" 24:00", " 00:00", StringComparison.Ordinal) : text;
        return DateTime.TryParseExact(
            read,
            CivilPatterns,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? InRange(text, DateOnly.FromDateTime(time), time).AddDays(midnight ? 1 : 0)
            : throw Wrong(SeedRefusals.NoCivilTime(text));
    }

    public DateOnly Day() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? InRange(Text(), day, day)
            : throw Wrong(SeedRefusals.NoDay(Text()));

    private T InRange<T>(string text, DateOnly day, T read) =>
        day.Year is >= FirstYear and <= LastYear
            ? read
            : throw Wrong(SeedRefusals.YearOutOfRange(text, FirstYear, LastYear));

    /// <summary>A span in days or hours: <c>7d</c>, <c>3h</c>.</summary>
    public TimeSpan Span()
    {
        var text = Text();
        var read = int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        return (read, text[^1]) switch
        {
            (true, 'd') when count <= LongestSpan => TimeSpan.FromDays(count),
            (true, 'h') when count <= LongestSpan * 24 => TimeSpan.FromHours(count),
            (true, 'd' or 'h') => throw Wrong(SeedRefusals.SpanOutOfRange(text, LongestSpan)),
            _ => throw Wrong(SeedRefusals.NoSpan(text)),
        };
    }

    /// <summary>One of an enumeration's names, written in kebab case.</summary>
    public T OneOf<T>()
        where T : struct, Enum
    {
        var text = Text();
        foreach (var value in Enum.GetValues<T>())
            if (System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()) == text)
                return value;
        var all = Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName);
        throw Wrong(SeedRefusals.NoneOf(text, string.Join(", ", all)));
    }

    private YamlMappingNode Map() => node as YamlMappingNode ?? throw Wrong(SeedRefusals.NoMap);
}
