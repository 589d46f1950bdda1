using System.Globalization;
using Markdig;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Domain;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Shared.TagHelpers;

/// <summary>A moment in words, Paris time: <c>long</c>, <c>short</c>, <c>day</c> or <c>time</c>.</summary>
[HtmlTargetElement("p-date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateTagHelper(Texts texts) : TagHelper
{
    public DateTimeOffset At { get; set; }

    public string Style { get; set; } = "long";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("time", "");
        output.Attributes.RemoveAll("class");
        output.Attributes.SetAttribute(
            "datetime",
            At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        );
        output.Content.Append(
            Style switch
            {
                "short" => Dates.Short(At, texts.Language),
                "day" => Dates.Day(At, texts.Language),
                "time" => Dates.Time(At),
                _ => Dates.Long(At, texts.Language),
            }
        );
    }
}

/// <summary>A deadline in words, and how long there is left by the portal's clock; a script keeps counting.</summary>
[HtmlTargetElement("p-deadline", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DeadlineTagHelper(Texts texts, PortalClock clock) : TagHelper
{
    public Deadline Of { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("span", "deadline");
        output.Content.Append(Dates.Long(Of, texts.Language));
        var now = clock.GetUtcNow();
        // A receipt counts by its second: the last one that is taken.
        var graceEnds = Dates.Time(Of.EndsAt.AddSeconds(-1));
        if (Of.IsInGrace(now))
        {
            output.Content.Append(" ").Append(texts["shared.left-grace", graceEnds]);
            return;
        }
        var left = Of.At - now;
        if (left <= TimeSpan.Zero || left > TimeSpan.FromDays(60))
            return;
        var count = new TagBuilder("span");
        count.AddCssClass("countdown");
        count.Attributes["data-until"] = Of.At.ToString("O", CultureInfo.InvariantCulture);
        count.Attributes["data-now"] = now.ToString("O", CultureInfo.InvariantCulture);
        count.Attributes["data-days"] = texts["shared.left-days", "{0}", "{1}"];
        count.Attributes["data-hours"] = texts["shared.left-hours", "{0}", "{1}"];
        count.Attributes["data-minutes"] = texts["shared.left-minutes", "{0}", "{1}"];
        count.Attributes["data-over"] =
            Of.GraceSeconds > 0 ? texts["shared.left-grace", graceEnds] : texts["shared.left-none"];
        count.Attributes["data-seconds"] = texts["shared.left-seconds", "{0}"];
        count.InnerHtml.Append(InWords(left));
        output.Content.Append(" ");
        output.Content.AppendHtml(count);
    }

    private string InWords(TimeSpan left) =>
        left switch
        {
            { TotalDays: >= 2 } => texts["shared.left-days", (int)left.TotalDays, left.Hours],
            { TotalHours: >= 1 } => texts["shared.left-hours", (int)left.TotalHours, left.Minutes],
            { TotalMinutes: >= 1 } => texts["shared.left-minutes", left.Minutes, left.Seconds],
            _ => texts["shared.left-seconds", left.Seconds],
        };
}

/// <summary>When a form was last saved, with the day where that was not today; a script keeps it up to date.</summary>
[HtmlTargetElement("p-saved", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SavedTagHelper(Texts texts, PortalClock clock) : TagHelper
{
    public DateTimeOffset? At { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("span", "save-state hint");
        output.Attributes.SetAttribute("role", "status");
        var today = Dates.Civil(clock.GetUtcNow()).Date;
        output.Content.Append(
            At switch
            {
                null => texts["dossiers.never-saved"],
                { } at when Dates.Civil(at).Date == today => texts["dossiers.saved-at", Dates.Time(at)],
                { } at => texts["dossiers.saved-on", Dates.Day(at, texts.Language), Dates.Time(at)],
            }
        );
    }
}

[HtmlTargetElement("p-money", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MoneyTagHelper(Texts texts) : TagHelper
{
    public decimal Amount { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("span", "money");
        output.Content.Append(Dates.Amount(Amount, texts.Language));
    }
}

/// <summary>Markdown that somebody wrote, as HTML that can't do harm: HTML of their own is shown as the text that it is.</summary>
[HtmlTargetElement("p-markdown", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MarkdownTagHelper : TagHelper
{
    private static readonly Ganss.Xss.HtmlSanitizer Sanitizer = new();
    private static readonly Markdig.MarkdownPipeline Plain = new Markdig.MarkdownPipelineBuilder()
        .DisableHtml()
        .Build();

    public string Text { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Become("div", "prose");
        output.Content.SetHtmlContent(Html(Text));
    }

    internal static string Html(string text) => Sanitizer.Sanitize(Markdig.Markdown.ToHtml(text, Plain));
}
