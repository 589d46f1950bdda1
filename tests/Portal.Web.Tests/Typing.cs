using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests;

/// <summary>A form of a page as its browser would send it.</summary>
internal static partial class Typing
{
    /// <summary>All fields of the page's forms that save, as they stand.</summary>
    /// <param name="page">The page.</param>
    public static (string Name, string Value)[] Of(string page)
    {
        var fields = new List<(string, string)>();
        foreach (Match found in Controls().Matches(page[page.IndexOf("<main", StringComparison.Ordinal)..]))
        {
            var (tag, control) = (found.Groups["tag"].Value, found.Value);
            var name = Attribute(control, "name");
            if (name is null or "__RequestVerificationToken" or "Act")
                continue;
            var type = Attribute(control, "type");
            if (type is "checkbox" or "radio" && !control.Contains(" checked", StringComparison.Ordinal))
                continue;
            var value = tag switch
            {
                "textarea" => WebUtility.HtmlDecode(found.Groups["text"].Value).TrimStart('\r', '\n'),
                "select" => Chosen().Match(found.Groups["text"].Value).Groups["value"].Value,
                _ => Attribute(control, "value") ?? "",
            };
            fields.Add((name, WebUtility.HtmlDecode(value)));
        }
        return [.. fields];
    }

    /// <summary>The same, with some fields typed otherwise.</summary>
    public static (string Name, string Value)[] But(
        this IEnumerable<(string Name, string Value)> fields,
        params (string Name, string Value)[] typed
    ) => [.. fields.Where(field => typed.All(one => one.Name != field.Name)), .. typed];

    /// <inheritdoc cref="But(IEnumerable{ValueTuple{string, string}}, ValueTuple{string, string}[])"/>
    public static (string Name, string Value)[] But(
        this IEnumerable<(string Name, string Value)> fields,
        params (string Name, string Value)[][] typed
    ) => fields.But([.. typed.SelectMany(one => one)]);

    /// <summary>As a person reads it.</summary>
    public static string Text(this Answer answer) =>
        WebUtility.HtmlDecode(answer.Body).Replace('\u00a0', ' ').Replace('\u202f', ' ');

    private static string? Attribute(string control, string name)
    {
        var found = Regex.Match(
            control[..(control.IndexOf('>', StringComparison.Ordinal) + 1)],
            $" {name}=\"(?<value>[^\"]*)\"",
            RegexOptions.None,
            TimeSpan.FromSeconds(5)
        );
        return found.Success ? WebUtility.HtmlDecode(found.Groups["value"].Value) : null;
    }

    [GeneratedRegex(
        "<(?<tag>input)[^>]*>|<(?<tag>textarea|select)[^>]*>(?<text>.*?)</(textarea|select)>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        5_000
    )]
    private static partial Regex Controls();

    [GeneratedRegex("<option (?=[^>]*selected)[^>]*value=\"(?<value>[^\"]*)\"", RegexOptions.None, 5_000)]
    private static partial Regex Chosen();
}
