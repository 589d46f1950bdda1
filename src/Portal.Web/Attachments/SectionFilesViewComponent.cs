using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Attachments;

/// <summary>The files of a section, and the uploads that one began there and did not end.</summary>
public sealed class SectionFilesViewComponent(PortalDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(FilesPart part)
    {
        if (part.Fields.Count == 0)
            return Content("");
        var arriving = await db.UploadsOf(UserClaimsPrincipal.Viewer())
            .Where(one => one.DossierId == part.Dossier && one.SectionKey == part.Section)
            .Where(one => one.AttachmentId == null && one.Refusal == null)
            .OrderBy(one => one.BegunAt)
            .Select(one => new ArrivingPart(
                one.Id,
                FilePlace.KeyOf(one.FieldKey, one.Partner),
                one.Name,
                one.Offset,
                one.Size
            ))
            .ToListAsync();
        return View("/Attachments/_Files.cshtml", new SectionFilesPage(part, arriving));
    }
}

/// <summary>All files of a dossier's draft, each with its details.</summary>
public sealed class DossierFilesViewComponent(PortalDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Domain.DossierId dossier) =>
        await FilePart
            .Query(
                db.AttachmentsOfTeam(dossier, UserClaimsPrincipal.Viewer())
                    .Where(file => file.RemovedAt == null)
                    .OrderBy(file => file.UploadedAt)
            )
            .AsNoTracking()
            .ToListAsync()
            is { Count: > 0 } files
            ? View("/Attachments/_DossierFiles.cshtml", files)
            : Content("");
}
