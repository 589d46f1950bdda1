using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Domain;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>A whole dossier for its own team: what counts, or the draft where nothing is filed or the draft is asked for.</summary>
[Authorize]
public sealed class DownloadsController(WholeDossiers dossiers, DossierDownloads downloads) : Controller
{
    [HttpGet("/dossiers/{id:guid}/dossier.pdf"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public async Task<IActionResult> Pdf(Guid id, bool draft, CancellationToken cancellation) =>
        await ReadAsync(id, draft, cancellation) is { } dossier
            ? await downloads.PdfAsync(dossier, cancellation)
            : NotFound();

    [HttpGet("/dossiers/{id:guid}/dossier.zip"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public async Task<IActionResult> Zip(Guid id, bool draft, CancellationToken cancellation) =>
        await ReadAsync(id, draft, cancellation) is { } dossier
            ? await downloads.ZipAsync(dossier, Response, User.Person(), forTeam: true, cancellation)
            : NotFound();

    private Task<WholeDossier?> ReadAsync(Guid id, bool draft, CancellationToken cancellation) =>
        dossiers.ReadAsync(User.Viewer(), new DossierId(id), draft, cancellation);
}
