using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Shared.TagHelpers;

namespace Portal.Web.Admissions;

/// <summary>Documents for hospitals that buy: read here, or taken along to be completed.</summary>
[AllowAnonymous, PublicPage]
public sealed class ToolsController(Texts texts) : Controller
{
    /// <summary>Their names in addresses; each is written in both languages.</summary>
    private static readonly string[] Names = ["cahier-des-charges", "grille-d-analyse", "clauses-donnees"];

    private static readonly string[] Languages = ["fr", "en"];

    [HttpGet("/tools/{name}")]
    public IActionResult Tool(string name) =>
        Names.Contains(name)
            ? View("/Admissions/Tool.cshtml", new ToolPage(name, WordsOf(name, texts.Language), Names))
            : NotFound();

    /// <summary>A page by itself, which word processors open.</summary>
    [HttpGet("/tools/{name}/{language}.html")]
    public IActionResult Download(string name, string language)
    {
        if (!Names.Contains(name) || !Languages.Contains(language))
            return NotFound();
        var title = WebUtility.HtmlEncode(texts.In(language, $"tools.{name}"));
        var page =
            $"<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n"
            + $"<body>\n<h1>{title}</h1>\n{MarkdownTagHelper.Html(WordsOf(name, language))}</body>\n</html>\n";
        return File(Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8", $"{name}-{language}.html");
    }

    private static string WordsOf(string name, string language)
    {
        using var stream = typeof(ToolsController).Assembly.GetManifestResourceStream($"tools/{name}-{language}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <param name="Words">Markdown.</param>
/// <param name="All">Of all documents.</param>
public sealed record ToolPage(string Name, string Words, IReadOnlyList<string> All);
