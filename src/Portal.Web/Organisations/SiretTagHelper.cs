using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Domain.Organisations;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Organisations;

/// <summary>
/// Marks the field of a SIRET, by its key in the form, so that a script can show the organisation and fill the empty
/// questions beside it; without the script, a link looks it up.
/// </summary>
[HtmlTargetElement("p-field", Attributes = Mark)]
[HtmlTargetElement("input", Attributes = Mark, TagStructure = TagStructure.WithoutEndTag)]
public sealed class SiretTagHelper(Texts texts) : TagHelper
{
    private const string Mark = "p-siret";

    /// <summary>The key of the question, or of the table's column; empty where it asks for something else.</summary>
    [HtmlAttributeName(Mark)]
    public string Key { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Key.Length == 0)
            return;
        var beside = SiretNeighbours.Of(Key);
        output.Attributes.SetAttribute("data-siret", "");
        Name(output, "name", beside.Name);
        Name(output, "region", string.Join(' ', beside.Regions));
        Name(output, "address", beside.Address);
        Name(output, "postcode", beside.Postcode);
        Name(output, "city", beside.City);
        var typed = context.AllAttributes["value"]?.Value?.ToString();
        (context.TagName == "input" ? output.PostElement : output.PostContent).AppendHtml(Link(typed));
    }

    private static void Name(TagHelperOutput output, string what, string keys)
    {
        if (keys.Length > 0)
            output.Attributes.SetAttribute($"data-siret-{what}", keys);
    }

    private TagBuilder Link(string? typed)
    {
        var link = new TagBuilder("a");
        link.AddCssClass("siret-link");
        link.Attributes["href"] = $"/organisations{QueryString.Create("siret", typed ?? "")}#look-up";
        link.Attributes["target"] = "_blank";
        link.Attributes["rel"] = "noopener";
        link.InnerHtml.Append(texts["organisations.look-this-up"]);
        return link;
    }
}
