using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Shared.TagHelpers;

/// <summary>
/// Text as somebody typed it: its lines kept, its web addresses made links that pass nothing on, and everything else
/// plain text.
/// </summary>
[HtmlTargetElement("p-typed", TagStructure = TagStructure.WithoutEndTag)]
public sealed partial class TypedTagHelper : TagHelper
{
    /// <summary>What ends a sentence rather than an address.</summary>
    private static readonly char[] Trailing = ['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '»'];

    public string Text { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", "answer-text");
        var from = 0;
        foreach (Match found in Addresses().Matches(Text))
        {
            var address = found.Value.TrimEnd(Trailing);
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
                continue;
            output.Content.Append(Text[from..found.Index]);
            var link = new TagBuilder("a");
            link.Attributes["href"] = uri.AbsoluteUri;
            link.Attributes["rel"] = "noopener noreferrer nofollow ugc";
            link.InnerHtml.Append(address);
            output.Content.AppendHtml(link);
            from = found.Index + address.Length;
        }
        output.Content.Append(Text[from..]);
    }

    [GeneratedRegex("""https?://[^\s<>"«»]+""", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Addresses();
}
