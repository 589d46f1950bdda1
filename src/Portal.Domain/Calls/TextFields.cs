using System.Text.RegularExpressions;

namespace Portal.Domain.Calls;

/// <summary>The fields in a call's own letters and agreements, such as <c>{{amount}}</c>.</summary>
public static partial class TextFields
{
    /// <summary>The names of a text's fields, in its order.</summary>
    public static IEnumerable<string> In(string text) => Field().Matches(text).Select(NameOf);

    /// <summary>A text with its fields filled in; a field without a value leaves nothing behind.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Field().Replace(text, found => values.GetValueOrDefault(NameOf(found), "")).Trim();

    /// <summary>Whether braces stand in it that make no field.</summary>
    public static bool HasLooseBraces(string text)
    {
        var rest = Field().Replace(text, "");
        return rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal);
    }

    private static string NameOf(Match found) => found.Groups["name"].Value.Trim();

    [GeneratedRegex(@"\{\{(?<name>[^{}]*)\}\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Field();
}
