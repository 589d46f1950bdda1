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

    public static string OneLine(string text) => text.ReplaceLineEndings(" ");

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
