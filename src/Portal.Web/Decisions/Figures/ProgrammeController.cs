using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.Decisions.Figures;

/// <summary>The dashboard of the programme, for everybody; each number has its table and its file.</summary>
[AllowAnonymous, PublicPage]
public sealed class ProgrammeController(ProgrammeFigures figures) : Controller
{
    [HttpGet("/programme")]
    public async Task<IActionResult> Programme(CancellationToken cancellation) =>
        View(await figures.PageAsync(cancellation));

    [HttpGet("/programme/{table}.csv")]
    public async Task<IActionResult> Table(string table, CancellationToken cancellation) =>
        ProgrammeTables.Csv(await figures.PageAsync(cancellation), table) is { } csv
            ? Content(csv, "text/csv; charset=utf-8")
            : NotFound();
}
