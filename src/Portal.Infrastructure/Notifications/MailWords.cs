using System.Text.RegularExpressions;

namespace Portal.Infrastructure.Notifications;

/// <summary>The words of a mail with its facts in the place of their names in braces.</summary>
internal static partial class MailWords
{
    /// <exception cref="KeyNotFoundException">The words ask for what isn’t known.</exception>
    public static string Fill(string text, Dictionary<string, string> facts) =>
        Placeholder()
            .Replace(
                text,
                found =>
                    facts.TryGetValue(found.Groups["name"].Value, out var fact)
                        ? fact
                        : throw new KeyNotFoundException(
                            $"The mail's text asks for '{found.Value}', which it isn't given."
                        )
            );

    /// <summary>A paragraph that begins with a question mark is left out where none of its facts is known.</summary>
    public static bool IsTold(string paragraph, Dictionary<string, string> facts) =>
        !paragraph.StartsWith('?')
        || Placeholder()
            .Matches(paragraph)
            .Any(asked => facts.GetValueOrDefault(asked.Groups["name"].Value) is { Length: > 0 });

    /// <summary>Facts that people give themselves, and of which others read in mails of the service.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "name",
        "by",
        "person",
        "partner",
        "title",
        "expert",
        "contact",
        "file",
    };

    /// <summary>
    /// A fact as it stands in a mail. Who can sign up can send one to anybody: a name is one line, and a word joiner parts an
    /// address in it, so that no mail program makes a link of it.
    /// </summary>
    public static string Told(string fact, string text) =>
        Names.Contains(fact)
            ? OneLine(text)
                .Replace("://", ":\u2060//", StringComparison.Ordinal)
                .Replace("www.", "www\u2060.", StringComparison.OrdinalIgnoreCase)
            : text;

    public static string OneLine(string text) => text.ReplaceLineEndings(" ");

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
