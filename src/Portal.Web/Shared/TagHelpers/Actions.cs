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

/// <summary>The pages of a long list. The address holds <c>{0}</c> for the page's number.</summary>
[HtmlTargetElement("p-pages")]
public sealed class PagesTagHelper(Texts texts) : TagHelper
{
    public int Page { get; set; }

    public int Pages { get; set; }

    public string Href { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Pages <= 1)
        {
            output.SuppressOutput();
            return;
        }
        output.Become("nav", "pages");
        output.Attributes.SetAttribute("aria-label", texts["shared.pages"]);
        if (Page > 1)
            output.Content.AppendHtml(Link(Page - 1, texts["shared.previous"]));
        output.Content.AppendHtml(Parts.Element("span", "hint", texts["shared.page-of", Page, Pages]));
        if (Page < Pages)
            output.Content.AppendHtml(Link(Page + 1, texts["shared.next"]));
    }

    private Microsoft.AspNetCore.Mvc.Rendering.TagBuilder Link(int page, string text)
    {
        var link = new Microsoft.AspNetCore.Mvc.Rendering.TagBuilder("a");
        link.AddCssClass("btn btn-outline-primary btn-sm");
        link.Attributes["href"] = string.Format(System.Globalization.CultureInfo.InvariantCulture, Href, page);
        link.InnerHtml.Append(text);
        return link;
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
        var button = new Microsoft.AspNetCore.Mvc.Rendering.TagBuilder("button");
        button.AddCssClass("btn btn-link btn-sm js-only");
        button.Attributes["type"] = "button";
        button.Attributes["data-copy"] = Text;
        button.Attributes["data-copied"] = texts["shared.copied"];
        button.InnerHtml.Append(texts["shared.copy"]);
        output.Content.AppendHtml(button);
    }
}
