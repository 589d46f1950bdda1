using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Shared.TagHelpers;

/// <summary>
/// A table. Its caption is for those who listen: what stands above says the same to the eyes. A wide one scrolls by
/// itself; on a phone each row is a card, so each cell carries the name of its column. Since cards are no table to a
/// browser any more, the roles say that it is one.
/// </summary>
[HtmlTargetElement("p-table")]
public sealed partial class TableTagHelper : TagHelper
{
    public string Caption { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", "table-frame");
        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("role", "region");
        output.Attributes.SetAttribute("aria-label", Caption);
        var rows = (await output.GetChildContentAsync()).GetContent();
        output.Content.AppendHtml("<table class=\"table\" role=\"table\">");
        output.Content.AppendHtml(Parts.Element("caption", "visually-hidden", Caption));
        output.Content.AppendHtml(Labelled(rows)).AppendHtml("</table>");
    }

    /// <summary>The views' own markup, in which what people wrote is encoded: no tag in it is theirs.</summary>
    private static string Labelled(string rows)
    {
        var labels = new List<string>();
        var column = 0;
        return Tags()
            .Replace(
                rows,
                tag =>
                {
                    switch (tag.Groups["name"].Value)
                    {
                        case "tr":
                            column = 0;
                            return "<tr role=\"row\"";
                        case "td":
                            return "<td role=\"cell\"" + Label(labels, column++);
                        case "th" when tag.Groups["label"].Success:
                            labels.Add(tag.Groups["label"].Value);
                            return string.Concat("<th role=\"columnheader\"", tag.Value.AsSpan("<th".Length));
                        case "th":
                            return "<th role=\"rowheader\"" + Label(labels, column++);
                        case var group:
                            return $"<{group} role=\"rowgroup\"";
                    }
                }
            );
    }

    private static string Label(List<string> labels, int column) =>
        column < labels.Count ? $" data-label=\"{labels[column]}\"" : "";

    [GeneratedRegex(
        """<(?<name>th)(?= scope="col")[^>]*>(?<label>[^<]*)|<(?<name>tr|td|th|thead|tbody|tfoot)(?=[ >])""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Tags();
}
