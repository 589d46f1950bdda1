using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Calls;

/// <summary>An officer at the pages of a call: opens a part, changes what is told, saves the rest as it is shown.</summary>
internal static partial class OfficersDesk
{
    public static async Task<Answer> MakeAsync(this Visitor officer, string slug, string code, string from) =>
        await officer.PostAsync(
            "/staff/calls/new",
            ("From", from),
            ("Title.Fr", "Un appel"),
            ("Title.En", "A call"),
            ("Slug", slug),
            ("Code", code),
            ("Operator", "bpifrance")
        );

    /// <summary>Fills fields of a part, the last word on each; those that aren't named are sent as the page shows them.</summary>
    public static async Task<Answer> WriteAsync(
        this Visitor officer,
        string path,
        params (string Name, string Value)[] fields
    )
    {
        var shown = Fields((await officer.GetAsync(path)).Body);
        return await officer.PostAsync(
            path,
            [
                .. shown.Where(one => fields.All(field => field.Name != one.Name)),
                .. fields.Reverse().DistinctBy(field => field.Name).Where(field => field.Value.Length > 0),
            ]
        );
    }

    /// <summary>What a browser would send of the page's form, buttons aside.</summary>
    public static IReadOnlyList<(string Name, string Value)> Fields(string body)
    {
        var fields = new List<(string, string)>();
        foreach (Match input in Inputs().Matches(Content().Match(body).Value))
        {
            var tag = input.Value;
            var name = Decoded(NameOf().Match(tag).Groups["text"].Value);
            if (name.Length == 0 || name.StartsWith("__", StringComparison.Ordinal))
                continue;
            if (tag.StartsWith("<textarea", StringComparison.Ordinal))
                fields.Add((name, Decoded(input.Groups["text"].Value).TrimStart('\n')));
            else if (tag.StartsWith("<select", StringComparison.Ordinal))
                fields.Add((name, Decoded(Selected().Match(tag).Groups["text"].Value)));
            else if (!Choice().IsMatch(tag) || tag.Contains(" checked", StringComparison.Ordinal))
                fields.Add((name, Decoded(ValueOf().Match(tag).Groups["text"].Value)));
        }
        return fields;
    }

    private static string Decoded(string text) => WebUtility.HtmlDecode(text);

    [GeneratedRegex("<main[\\s\\S]*</main>", RegexOptions.None, 5_000)]
    private static partial Regex Content();

    [GeneratedRegex(
        "<input[^>]*>|<textarea[^>]*>(?<text>[^<]*)</textarea>|<select[\\s\\S]*?</select>",
        RegexOptions.ExplicitCapture,
        5_000
    )]
    private static partial Regex Inputs();

    [GeneratedRegex(" name=\"(?<text>[^\"]*)\"", RegexOptions.None, 5_000)]
    private static partial Regex NameOf();

    [GeneratedRegex(" value=\"(?<text>[^\"]*)\"", RegexOptions.None, 5_000)]
    private static partial Regex ValueOf();

    [GeneratedRegex(
        "selected=\"selected\" value=\"(?<text>[^\"]*)\"|value=\"(?<text>[^\"]*)\" selected|selected[^>]* value=\"(?<text>[^\"]*)\"",
        RegexOptions.ExplicitCapture,
        5_000
    )]
    private static partial Regex Selected();

    [GeneratedRegex("type=\"(radio|checkbox)\"", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Choice();
}
