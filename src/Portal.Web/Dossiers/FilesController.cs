using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Attachments, always as downloads: nothing that somebody uploaded ever opens as a page of the portal.</summary>
[Authorize]
public sealed class FilesController(PortalDbContext db, IFileStore store) : Controller
{
    [HttpGet("/files/{id:guid}")]
    public async Task<IActionResult> Download(Guid id, CancellationToken cancellation)
    {
        var file = await db.AttachmentsVisibleTo(User.Viewer())
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == new AttachmentId(id), cancellation);
        if (file is null)
            return NotFound();
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(await store.OpenAsync(file.Id, cancellation), "application/octet-stream", file.Name);
    }
}
