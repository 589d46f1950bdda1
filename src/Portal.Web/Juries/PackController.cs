using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Documents;
using Portal.Web.Shared;

namespace Portal.Web.Juries;

/// <summary>What a jury reads: a dossier on the screen, and the documents of a sitting, or of one item, as one file.</summary>
public sealed class PackController(PackReading reading, PackDocument document, PdfPrinter printer) : Controller
{
    [HttpGet("/juries/sittings/{id:guid}/items/{item:guid}")]
    public async Task<IActionResult> Item(Guid id, Guid item, CancellationToken cancellation) =>
        await ReadAsync(id, item, cancellation) is { } pack ? View("Item", pack) : NotFound();

    [HttpGet("/juries/sittings/{id:guid}/pack.pdf"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public Task<IActionResult> All(Guid id, CancellationToken cancellation) => PrintAsync(id, null, cancellation);

    [HttpGet("/juries/sittings/{id:guid}/items/{item:guid}/pack.pdf"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public Task<IActionResult> One(Guid id, Guid item, CancellationToken cancellation) =>
        PrintAsync(id, item, cancellation);

    private async Task<IActionResult> PrintAsync(Guid id, Guid? item, CancellationToken cancellation)
    {
        if (await ReadAsync(id, item, cancellation) is not { } pack)
            return NotFound();
        if (pack.Agenda.Count(row => row.IsHeard) > Pack.Most && item is null)
            throw new RefusedException(JuryRefusals.PackTooLong(Pack.Most));
        if (!printer.IsAvailable)
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        return File(
            await printer.PrintAsync(document.Write(pack), cancellation),
            "application/pdf",
            document.FileNameOf(pack)
        );
    }

    private Task<Pack?> ReadAsync(Guid id, Guid? item, CancellationToken cancellation) =>
        reading.ReadAsync(
            new SittingId(id),
            item is { } one ? new AgendaItemId(one) : null,
            User.Viewer(),
            cancellation
        );
}
