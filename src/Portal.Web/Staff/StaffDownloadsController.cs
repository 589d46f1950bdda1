using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Domain;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>A whole dossier for staff: the filing that counts, and never a draft.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffDownloadsController(PortalDbContext db, WholeDossiers dossiers, DossierDownloads downloads)
    : Controller
{
    [HttpGet("/staff/dossiers/{id:guid}/dossier.pdf"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public async Task<IActionResult> Pdf(Guid id, CancellationToken cancellation) =>
        await ReadAsync(id, cancellation) is { } dossier ? await downloads.PdfAsync(dossier, cancellation) : NotFound();

    [HttpGet("/staff/dossiers/{id:guid}/dossier.zip"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public async Task<IActionResult> Zip(Guid id, CancellationToken cancellation) =>
        await ReadAsync(id, cancellation) is { } dossier
            ? await downloads.ZipAsync(dossier, Response, User.Person(), forTeam: false, cancellation)
            : NotFound();

    private Task<WholeDossier?> ReadAsync(Guid id, CancellationToken cancellation) =>
        dossiers.ReadAsync(db.DossiersStaffedBy(User.Viewer()), new DossierId(id), draft: false, cancellation);
}
