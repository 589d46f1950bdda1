using System.Globalization;
using System.Text;

namespace Portal.Domain.Reviews.Pool;

/// <summary>Names as they are compared: without accents, capitals, punctuation and what says nothing.</summary>
public static class PlainWords
{
    private static readonly HashSet<string> SayingNothing =
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "et",
        "en",
        "a",
        "au",
        "aux",
        "the",
        "of",
        "sa",
        "sas",
        "sasu",
        "sarl",
        "eurl",
        "sa",
        "scic",
        "association",
        "asso",
        "groupe",
    ];

    private static readonly Dictionary<string, string[]> Written = new(StringComparer.Ordinal)
    {
        ["chu"] = ["centre", "hospitalier", "universitaire"],
        ["chru"] = ["centre", "hospitalier", "universitaire"],
        ["chr"] = ["centre", "hospitalier", "regional"],
        ["ch"] = ["centre", "hospitalier"],
        ["univ"] = ["universite"],
        ["gcs"] = ["groupement", "cooperation", "sanitaire"],
    };

    /// <summary>The words of a text, plainly written.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return plain
            .ToString()
            .Replace("œ", "oe", StringComparison.Ordinal)
            .Replace("æ", "ae", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>An organisation's name as it is compared: « CHU de Lyon » is « Centre hospitalier universitaire Lyon ».</summary>
    /// <returns>Empty where nothing of it tells.</returns>
    public static string OfOrganisation(string name) =>
        string.Join(
            ' ',
            Of(name)
                .Where(word => !SayingNothing.Contains(word))
                .SelectMany(word => Written.GetValueOrDefault(word, [word]))
        );

    /// <summary>A person's whole name as it is compared, in the order of its letters; null where it is no whole name.</summary>
    public static string? OfPerson(string name) =>
        Of(name) is { Count: >= 2 and <= MostWords } words && words.All(word => word.Length > 1)
            ? InOrder(words)
            : null;

    /// <summary>Whatever could be a person's name in a text, as <see cref="OfPerson"/> writes it.</summary>
    public static HashSet<string> PossibleNames(string text)
    {
        var words = Of(text);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var from = 0; from < words.Count; from++)
        for (var count = 2; count <= MostWords && from + count <= words.Count; count++)
            names.Add(InOrder(words.Skip(from).Take(count)));
        return names;
    }

    private const int MostWords = 4;

    /// <summary>First name first or last: it is the same person.</summary>
    private static string InOrder(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));
}
