using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Domain;

namespace Portal.Infrastructure.Texts;

/// <summary>
/// Every text that a person sees, in French and English, from the <c>Texts.json</c> beside the code that uses it:
/// <c>{"calls.title": {"fr": "…", "en": "…"}}</c>. Both languages stand side by side, so that none is forgotten.
/// </summary>
public sealed partial class Texts
{
    public static readonly IReadOnlyList<string> Languages = ["fr", "en"];

    private readonly Dictionary<string, LocalizedText> _all = new(StringComparer.Ordinal);

    /// <param name="assemblies">Where the embedded files are.</param>
    /// <exception cref="InvalidDataException">A key stands twice, or lacks a language.</exception>
    public Texts(params IEnumerable<Assembly> assemblies)
    {
        foreach (var (file, stream) in assemblies.SelectMany(Files))
        {
            using (stream)
                Add(file, JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!);
        }
    }

    /// <summary>The reader's language: <c>fr</c> or <c>en</c>.</summary>
    public string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "fr";

    public IReadOnlyDictionary<string, LocalizedText> All => _all;

    /// <summary>The text of a key in the reader's language, its placeholders filled.</summary>
    public string this[string key, params object?[] arguments] => In(Language, key, arguments);

    /// <summary>The text of a key in both languages.</summary>
    public LocalizedText Both(string key) => _all[key];

    public bool Has(string key) => _all.ContainsKey(key);

    /// <exception cref="KeyNotFoundException">No such key: a mistake of ours, found by the first test that looks.</exception>
    public string In(string language, string key, params object?[] arguments)
    {
        if (!_all.TryGetValue(key, out var text))
            throw new KeyNotFoundException($"No text has the key '{key}'.");
        return arguments.Length == 0
            ? text.In(language)
            : string.Format(CultureOf(language), text.In(language), [.. arguments.Select(one => Plain(language, one))]);
    }

    /// <summary>The text of a number of things, which has a <c>-one</c> beside it for a single one.</summary>
    public string Counted(string key, int count) =>
        count == 1 ? this[$"{key}-one"]
        : count == 0
        && Language == "fr"
        && this[$"{key}-one"] is { } one
        && one.StartsWith("1 ", StringComparison.Ordinal)
            ? $"0{one[1..]}"
        : this[key, count];

    /// <summary>Why something is refused, in the reader's language; a call's own rule is quoted.</summary>
    public string Of(Refusal refusal) => Of(refusal, Language);

    public string Of(Refusal refusal, string language)
    {
        var reason = In(language, $"refusal.{refusal.Code}", refusal.Arguments);
        return refusal.Clause is { } clause ? In(language, "refusal.with-clause", reason, clause) : reason;
    }

    public static CultureInfo CultureOf(string language) =>
        CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "fr-FR");

    private object? Plain(string language, object? argument) =>
        argument switch
        {
            LocalizedText text => text.In(language),
            Refusal refusal => Of(refusal, language),
            DateOnly day => Dates.Day(day, language),
            decimal number => number.ToString("#,0.##", CultureOf(language)),
            _ => argument,
        };

    private void Add(string file, Dictionary<string, Dictionary<string, string>> texts)
    {
        foreach (var (key, text) in texts)
        {
            if (!text.TryGetValue("fr", out var fr) || !text.TryGetValue("en", out var en))
                throw new InvalidDataException($"{file}: '{key}' lacks a language.");
            if (!_all.TryAdd(key, new LocalizedText(Unbroken(fr), en)))
                throw new InvalidDataException($"{file}: '{key}' stands twice.");
        }
    }

    /// <summary>French puts spaces inside « » and before ; : ? and !, at which no line may break.</summary>
    private static string Unbroken(string french) => FrenchSpaces().Replace(french, "\u00a0");

    [GeneratedRegex("(?<=«) | (?=[»;:?!])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FrenchSpaces();

    private static IEnumerable<(string Name, Stream Content)> Files(Assembly assembly) =>
        assembly
            .GetManifestResourceNames()
            .Where(name => name.EndsWith(".Texts.json", StringComparison.Ordinal))
            .Select(name => (name, assembly.GetManifestResourceStream(name)!));
}
