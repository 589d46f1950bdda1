using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
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
/// Files of a dossier: attaching one by a plain form, taking one out, downloading. Always as downloads: nothing that
/// somebody uploaded ever opens as a page of the portal.
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
        var file = await db.AttachmentsVisibleTo(User.Viewer())
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == new AttachmentId(id), cancellation);
        if (file is null)
            return NotFound();
        var isOwn = await db.DossiersOf(User.Viewer()).AnyAsync(one => one.Id == file.DossierId, cancellation);
        if (Scan.ObstacleToOpening(file.Scan, file.Name, isOwn, scanner.IsExpected) is { } obstacle)
            throw new RefusedException(obstacle);
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(await store.OpenAsync(file.StoredAs, cancellation), "application/octet-stream", file.Name);
    }
}
