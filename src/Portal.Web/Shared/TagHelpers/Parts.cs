using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Shared.TagHelpers;

/// <summary>Words of the components' own markup, kept in one place so that another design can be put under them.</summary>
internal static class Parts
{
    public static void Become(this TagHelperOutput output, string tag, string classes)
    {
        output.TagName = tag;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass(classes);
    }

    public static void AddClass(this TagHelperOutput output, string classes)
    {
        var own = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", string.IsNullOrEmpty(own) ? classes : $"{classes} {own}");
    }

    /// <summary>An element with encoded text.</summary>
    public static IHtmlContent Element(string tag, string classes, string text)
    {
        var element = new TagBuilder(tag);
        if (classes.Length > 0)
            element.AddCssClass(classes);
        element.InnerHtml.Append(text);
        return element;
    }
}
