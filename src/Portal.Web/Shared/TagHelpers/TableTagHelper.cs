using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Shared.TagHelpers;

/// <summary>
/// A table. Its caption is for those who listen: what stands above says the same to the eyes. A wide one scrolls by
/// itself; on a phone a script makes each row a card. Its rows go through untouched, however many they are.
/// </summary>
[HtmlTargetElement("p-table")]
public sealed class TableTagHelper : TagHelper
{
    public string Caption { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", "table-frame");
        output.Attributes.SetAttribute("tabindex", "0");
        // No landmark: a page may show two tables of one name beside each other.
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("aria-label", Caption);
        output
            .PreContent.AppendHtml("<table class=\"table\">")
            .AppendHtml(Parts.Element("caption", "visually-hidden", Caption));
        output.PostContent.AppendHtml("</table>");
    }
}
