using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;
using Portal.Web.Shared;

namespace Portal.Web.Attachments;

/// <summary>
/// Files of a dossier: attaching one by a plain form, taking one out, downloading. As downloads: nothing that somebody
/// uploaded opens as a page of the portal. A PDF in which a scanner found nothing is shown within an expert's page.
/// </summary>
[Authorize]
public sealed class AttachmentsController(PortalDbContext db) : Controller
{
    /// <summary>For who has no scripts: the form waits until the whole file is here. It lies on disk, never in memory.</summary>
    [HttpPost("/dossiers/{id:guid}/sections/{key}/files"), MarksBeginning]
    [RequestSizeLimit(AttachFile.MaxReadBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = AttachFile.MaxReadBytes)]
    public async Task<IActionResult> Attach(
        Guid id,
        string key,
        string? field,
        IFormFile? file,
        [FromServices] AttachFile attach,
        CancellationToken cancellation
    )
    {
        var begun = MarksBeginningAttribute.Of(HttpContext);
        var place = FilePlace.At(new DossierId(id), key, field ?? "");
        if (
            !await db.SectionsWritableBy(User.Viewer(), begun)
                .AnyAsync(one => one.DossierId == place.Dossier && one.Key == key, cancellation)
        )
            return NotFound();
        try
        {
            if (file is null)
                throw new RefusedException(FileRefusals.Empty);
            await using var content = file.OpenReadStream();
            if (await attach.RunAsync(place, file.FileName, content, begun, User.Viewer(), cancellation) is null)
                return NotFound();
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            var name = file is null ? null : FileName.Of(file.FileName);
            return View("NotAttached", new NotAttachedPage(id, key, place.Key, name, refused.Refusals));
        }
        TempData["Said"] = "files.attached";
        return Redirect($"/dossiers/{id}/sections/{key}#f-{field}");
    }

    [HttpPost("/dossiers/{id:guid}/files/{file:guid}/remove")]
    public async Task<IActionResult> Remove(Guid id, Guid file, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        var now = await db.NowAsync(cancellation);
        var attachment = await db.AttachmentsOfTeam(dossier, User.Viewer())
            .SingleOrDefaultAsync(
                one =>
                    one.Id == new AttachmentId(file)
                    && db.SectionsWritableBy(User.Viewer(), now)
                        .Any(section => section.DossierId == dossier && section.Key == one.SectionKey),
                cancellation
            );
        if (attachment is null || !(await db.FieldsWritableAsync(dossier, cancellation)).Include(attachment.FieldKey))
            return NotFound();
        attachment.Remove(User.Person(), now);
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "files.removed";
        return Redirect($"/dossiers/{id}/sections/{attachment.SectionKey}#f-{attachment.FieldKey}");
    }

    [HttpGet("/files/{id:guid}")]
    public async Task<IActionResult> Download(
        Guid id,
        [FromServices] IFileStore store,
        [FromServices] IVirusScanner scanner,
        CancellationToken cancellation
    )
    {
        if (await OpenableAsync(id, scanner, cancellation) is not { } file)
            return NotFound();
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(await store.OpenAsync(file.StoredAs, cancellation), "application/octet-stream", file.Name);
    }

    /// <summary>
    /// A PDF beside an expert's grid. Its bytes were held to be one when it came, and a scanner read them: what nobody
    /// read is downloaded only. No other site can frame it, and browsers take it for nothing else than a PDF.
    /// </summary>
    [Authorize(Policy = Policies.Expert)]
    [HttpGet("/files/{id:guid}/shown")]
    public async Task<IActionResult> Shown(
        Guid id,
        [FromServices] IFileStore store,
        [FromServices] IVirusScanner scanner,
        CancellationToken cancellation
    )
    {
        if (await OpenableAsync(id, scanner, cancellation) is not { } file || !FilePart.Of(file).IsShownInPages)
            return NotFound();
        // A sandbox would keep browsers' own viewers of PDF from running.
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; object-src 'self'; frame-ancestors 'self'";
        var named = new ContentDispositionHeaderValue("inline");
        named.SetHttpFileName(file.Name);
        Response.Headers.ContentDisposition = named.ToString();
        return File(await store.OpenAsync(file.StoredAs, cancellation), "application/pdf");
    }

    /// <exception cref="RefusedException">A scanner found something in it, or is still to read it.</exception>
    private async Task<Attachment?> OpenableAsync(Guid id, IVirusScanner scanner, CancellationToken cancellation)
    {
        var file = await db.AttachmentsVisibleTo(User.Viewer())
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == new AttachmentId(id), cancellation);
        if (file is null)
            return null;
        var isOwn = await db.DossiersOf(User.Viewer()).AnyAsync(one => one.Id == file.DossierId, cancellation);
        return Scan.ObstacleToOpening(file.Scan, file.Name, isOwn, scanner.IsExpected) is { } obstacle
            ? throw new RefusedException(obstacle)
            : file;
    }
}
