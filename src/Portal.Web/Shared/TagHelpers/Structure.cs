using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Shared.TagHelpers;

/// <summary>The head of a page: its title, a lead, and what follows (the state in a sentence, actions).</summary>
[HtmlTargetElement("p-header")]
public sealed class HeaderTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string? Lead { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("header", "page-header");
        output.Content.AppendHtml(Parts.Element("h1", "", Title));
        if (Lead is { Length: > 0 })
            output.Content.AppendHtml(Parts.Element("p", "lead", Lead));
        output.Content.AppendHtml(await output.GetChildContentAsync());
    }
}

/// <summary>The way back up, from the top of the portal to this page.</summary>
[HtmlTargetElement("p-crumbs")]
public sealed class CrumbsTagHelper(Texts texts) : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("nav", "crumbs");
        output.Attributes.SetAttribute("aria-label", texts["shared.crumbs"]);
        var items = await output.GetChildContentAsync();
        output.Content.AppendHtml("<ol class=\"breadcrumb\">").AppendHtml(items).AppendHtml("</ol>");
    }
}

[HtmlTargetElement("p-crumb", ParentTag = "p-crumbs")]
public sealed class CrumbTagHelper : TagHelper
{
    public string? Href { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inner = await output.GetChildContentAsync();
        output.Become("li", "breadcrumb-item");
        if (Href is null)
        {
            output.AddClass("active");
            output.Attributes.SetAttribute("aria-current", "page");
            output.Content.SetHtmlContent(inner);
            return;
        }
        var link = new TagBuilder("a");
        link.Attributes["href"] = Href;
        link.InnerHtml.AppendHtml(inner);
        output.Content.SetHtmlContent(link);
    }
}

/// <summary>Cards side by side, as many as the width bears; small ones where they hold no more than a number.</summary>
[HtmlTargetElement("p-grid")]
public sealed class GridTagHelper : TagHelper
{
    public bool IsSmall { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Become("div", IsSmall ? "card-grid card-grid-small" : "card-grid");
}

/// <summary>A thing of a list that can be opened: its title is the link.</summary>
[HtmlTargetElement("p-card")]
public sealed class CardTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string? Href { get; set; }

    /// <summary>The level of its heading.</summary>
    public int Level { get; set; } = 3;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("article", "card portal-card");
        var body = await output.GetChildContentAsync();
        output.Content.AppendHtml("<div class=\"card-body\">");
        if (Title.Length > 0)
        {
            output.Content.AppendHtml($"<h{Level} class=\"card-title h5\">");
            if (Href is null)
            {
                output.Content.Append(Title);
            }
            else
            {
                var link = new TagBuilder("a");
                link.AddCssClass("stretched-link");
                link.Attributes["href"] = Href;
                link.InnerHtml.Append(Title);
                output.Content.AppendHtml(link);
            }
            output.Content.AppendHtml($"</h{Level}>");
        }
        output.Content.AppendHtml(body).AppendHtml("</div>");
    }
}

/// <summary>Things of a person's own, one below the other, the most urgent first.</summary>
[HtmlTargetElement("p-rows")]
public sealed class RowsTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become("ul", "rows");
}

/// <summary>One of them: what it is, its state in a sentence, and the one thing to do with it.</summary>
[HtmlTargetElement("p-row", ParentTag = "p-rows")]
public sealed class RowTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string Href { get; set; } = "";

    public string Tone { get; set; } = "neutral";

    /// <summary>The word on the button.</summary>
    public string Action { get; set; } = "";

    /// <summary>Whether this is what to do first.</summary>
    public bool IsFirst { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("li", $"row-{Tone}");
        var body = await output.GetChildContentAsync();
        var title = new TagBuilder("a");
        title.Attributes["href"] = Href;
        title.InnerHtml.Append(Title);
        output.Content.AppendHtml("<div><h2 class=\"h5\">").AppendHtml(title).AppendHtml("</h2>");
        output.Content.AppendHtml(body).AppendHtml("</div>");
        // The title is the link that everybody meets; the button is the same for those who point.
        var button = new TagBuilder("a");
        button.AddCssClass(ButtonClass.Of(IsFirst ? "primary" : "secondary"));
        button.Attributes["href"] = Href;
        button.Attributes["aria-label"] = $"{Action} – {Title}";
        button.InnerHtml.Append(Action);
        output.Content.AppendHtml(button);
    }
}

/// <summary>A sentence that must be seen: information, success, a warning, or a danger.</summary>
[HtmlTargetElement("p-notice")]
public sealed class NoticeTagHelper : TagHelper
{
    public string Kind { get; set; } = "info";

    public string? Title { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", $"notice notice-{Kind}");
        output.Attributes.SetAttribute("role", Kind is "danger" or "warning" ? "alert" : "status");
        if (Title is { Length: > 0 })
            output.Content.AppendHtml(Parts.Element("p", "notice-title", Title));
        output.Content.AppendHtml(await output.GetChildContentAsync());
    }
}

/// <summary>A state in a word or two; the colour only repeats what the word says.</summary>
[HtmlTargetElement("p-badge")]
public sealed class BadgeTagHelper : TagHelper
{
    public string Tone { get; set; } = "neutral";

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Become("span", $"tag tag-{Tone}");
}

[HtmlTargetElement("p-facts")]
public sealed class FactsTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become("dl", "facts");
}

[HtmlTargetElement("p-fact", ParentTag = "p-facts")]
public sealed class FactTagHelper : TagHelper
{
    public string Label { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", "fact");
        var value = await output.GetChildContentAsync();
        output.Content.AppendHtml(Parts.Element("dt", "", Label));
        output.Content.AppendHtml("<dd>").AppendHtml(value).AppendHtml("</dd>");
    }
}

[HtmlTargetElement("p-tasks")]
public sealed class TasksTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become("ul", "tasks");
}

/// <summary>One task of a list: where it leads, and its state in words.</summary>
[HtmlTargetElement("p-task", ParentTag = "p-tasks")]
public sealed class TaskTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    /// <summary>Empty where it leads nowhere.</summary>
    public string Href { get; set; } = "";

    public string State { get; set; } = "";

    public string Tone { get; set; } = "neutral";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("li", "task");
        var hint = await output.GetChildContentAsync();
        var link = new TagBuilder(Href.Length > 0 ? "a" : "span");
        if (Href.Length > 0)
            link.Attributes["href"] = Href;
        link.InnerHtml.Append(Title);
        output.Content.AppendHtml("<div>").AppendHtml(link);
        output.Content.AppendHtml("<div class=\"hint\">").AppendHtml(hint).AppendHtml("</div></div>");
        output.Content.AppendHtml(Parts.Element("span", $"tag tag-{Tone}", State));
    }
}

[HtmlTargetElement("p-steps")]
public sealed class StepsTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become("ol", "steps");
}

/// <summary>A step of a course of things: done, current or coming.</summary>
[HtmlTargetElement("p-step", ParentTag = "p-steps")]
public sealed class StepTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string State { get; set; } = "coming";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("li", $"step step-{State}");
        if (State == "current")
            output.Attributes.SetAttribute("aria-current", "step");
        var inner = await output.GetChildContentAsync();
        output.Content.AppendHtml(Parts.Element("p", "step-title", Title)).AppendHtml(inner);
    }
}

[HtmlTargetElement("p-details")]
public sealed class DetailsTagHelper : TagHelper
{
    public string Summary { get; set; } = "";

    public bool Open { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("details", "more");
        if (Open)
            output.Attributes.SetAttribute("open", "open");
        var inner = await output.GetChildContentAsync();
        output.Content.AppendHtml(Parts.Element("summary", "", Summary)).AppendHtml(inner);
    }
}

/// <summary>Where a list is empty: what will be here, and how to begin.</summary>
[HtmlTargetElement("p-empty")]
public sealed class EmptyTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", "empty");
        var inner = await output.GetChildContentAsync();
        output.Content.AppendHtml(Parts.Element("p", "empty-title", Title)).AppendHtml(inner);
    }
}

/// <summary>How far something has come, told in words and drawn.</summary>
[HtmlTargetElement("p-meter")]
public sealed class MeterTagHelper : TagHelper
{
    public int Value { get; set; }

    public int Max { get; set; }

    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", "meter");
        var bar = new TagBuilder("progress");
        bar.Attributes["value"] = Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        bar.Attributes["max"] = Math.Max(Max, 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        bar.Attributes["aria-label"] = Label;
        output.Content.AppendHtml(bar).AppendHtml(Parts.Element("span", "hint", Label));
    }
}
