using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.Decisions.Figures;

/// <summary>The winners as a map and as charts: of all, of a call, of a wave; each with its table.</summary>
[AllowAnonymous, PublicPage]
public sealed class FiguresController(WinnerFigures figures) : Controller
{
    [HttpGet("/winners/figures")]
    [HttpGet("/calls/{slug}/winners/figures")]
    [HttpGet("/calls/{slug}/waves/{wave:int}/winners/figures")]
    public async Task<IActionResult> Index(string? slug, int? wave, CancellationToken cancellation) =>
        await figures.PageOfAsync(slug, wave, cancellation) is { } page ? View(page) : NotFound();

    [HttpGet("/winners/figures/{table}.csv")]
    [HttpGet("/calls/{slug}/winners/figures/{table}.csv")]
    [HttpGet("/calls/{slug}/waves/{wave:int}/winners/figures/{table}.csv")]
    public async Task<IActionResult> Table(string? slug, int? wave, string table, CancellationToken cancellation) =>
        await figures.PageOfAsync(slug, wave, cancellation) is { } page && FigureTables.Csv(page, table) is { } csv
            ? Content(csv, "text/csv; charset=utf-8")
            : NotFound();
}
