using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Shared.TagHelpers;

internal static class ButtonClass
{
    public static string Of(string kind) =>
        kind switch
        {
            "secondary" => "btn btn-outline-primary",
            "danger" => "btn btn-outline-danger",
            "quiet" => "btn btn-link",
            _ => "btn btn-primary",
        };
}

[HtmlTargetElement("p-button")]
public sealed class ButtonTagHelper : TagHelper
{
    public string Kind { get; set; } = "primary";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("button", ButtonClass.Of(Kind));
        if (!output.Attributes.ContainsName("type"))
            output.Attributes.SetAttribute("type", "submit");
    }
}

[HtmlTargetElement("p-link-button")]
public sealed class LinkButtonTagHelper : TagHelper
{
    public string Kind { get; set; } = "primary";

    public string Href { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("a", ButtonClass.Of(Kind));
        output.Attributes.SetAttribute("href", Href);
    }
}

/// <summary>A text that people want to take along: a number, a hash, a key.</summary>
[HtmlTargetElement("p-copy")]
public sealed class CopyTagHelper(Texts texts) : TagHelper
{
    public string Text { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("span", "copy");
        output.Content.AppendHtml(Parts.Element("code", "", Text));
        var button = new TagBuilder("button");
        button.AddCssClass("btn btn-link btn-sm js-only");
        button.Attributes["type"] = "button";
        button.Attributes["data-copy"] = Text;
        button.Attributes["data-copied"] = texts["shared.copied"];
        button.InnerHtml.Append(texts["shared.copy"]);
        output.Content.AppendHtml(button);
    }
}
