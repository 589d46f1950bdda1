using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Juries;

/// <summary>The minutes of a sitting: drawn up from its facts, signed by who chaired and who wrote.</summary>
public sealed class MinutesController(
    PortalDbContext db,
    SittingDesk desk,
    MinutesReading reading,
    MinutesDocument document,
    PdfPrinter printer
) : Controller
{
    [HttpGet("/juries/sittings/{id:guid}/minutes")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.PageAsync(new SittingId(id), User.Viewer(), cancellation) is { } page
            ? View("Minutes", page)
            : NotFound();

    [HttpPost("/juries/sittings/{id:guid}/minutes")]
    public async Task<IActionResult> DrawUp(
        Guid id,
        [FromServices] DrawUpMinutes drawUp,
        CancellationToken cancellation
    )
    {
        var led = db.SittingsLedBy(User.Viewer());
        var done = await desk.ActAsync(
            led,
            new SittingId(id),
            at => drawUp.RunAsync(at, User.Person(), cancellation),
            cancellation
        );
        if (done is null)
            return NotFound();
        TempData["Said"] = "juries.drawn-up";
        return Redirect($"/juries/sittings/{id}/minutes");
    }

    [HttpPost("/juries/sittings/{id:guid}/minutes/{version:int}/sign")]
    public async Task<IActionResult> Sign(Guid id, int version, string? sha256, CancellationToken cancellation)
    {
        var led = db.SittingsOf(User.Viewer())
            .Where(one => db.SittingMinutes.Any(its => its.SittingId == one.Id && its.Version == version));
        var done = await desk.ActAsync(
            led,
            new SittingId(id),
            at => SignAsync(at, version, sha256 ?? "", cancellation),
            cancellation
        );
        if (done is null)
            return NotFound();
        TempData["Said"] = "juries.signed";
        return Redirect($"/juries/sittings/{id}/minutes");
    }

    [HttpGet("/juries/sittings/{id:guid}/minutes/{version:int}.pdf"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public async Task<IActionResult> Pdf(Guid id, int version, CancellationToken cancellation)
    {
        var page = await reading.PageAsync(new SittingId(id), User.Viewer(), cancellation);
        if (page?.Versions.FirstOrDefault(one => one.Version == version) is not { } minutes)
            return NotFound();
        if (!printer.IsAvailable)
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        var pdf = await printer.PrintAsync(document.Write(minutes), cancellation);
        return File(pdf, "application/pdf", document.FileNameOf(minutes));
    }

    private async Task SignAsync(SittingNow at, int version, string sha256, CancellationToken cancellation)
    {
        var versions = await db
            .SittingMinutes.Where(one => one.SittingId == at.Sitting.Id && one.Version >= version)
            .OrderBy(one => one.Version)
            .ToListAsync(cancellation);
        versions[0].Sign(at.Sitting, versions.Count == 1, sha256, User.Person(), at.Now);
    }
}
