using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Reports;

/// <summary>Files of a report: attaching one by a plain form, taking one out.</summary>
[Authorize]
public sealed class ReportFilesController(PortalDbContext db, ReportFilesDesk desk, ProjectFiles files) : Controller
{
    [HttpPost("/dossiers/{id:guid}/project/reports/{milestone}/files"), MarksBeginning]
    [RequestSizeLimit(AttachFile.MaxReadBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = AttachFile.MaxReadBytes)]
    public async Task<IActionResult> Attach(
        Guid id,
        string milestone,
        string? field,
        IFormFile? file,
        CancellationToken cancellation
    )
    {
        // Nothing is stored for who may write nothing.
        var own = db.MilestonesReportedBy(User.Viewer())
            .Where(one => db.Projects.Any(its => its.Id == one.ProjectId && its.DossierId == new DossierId(id)));
        if (!await own.AnyAsync(one => one.Key == milestone, cancellation))
            return NotFound();
        if (file is null)
            throw new RefusedException(FileRefusals.Empty);
        var asked = field ?? "";
        var isAsked = await files.BringAsync(
            [file.Brought()],
            its => desk.AttachAsync(new DossierId(id), milestone, asked, its[0], User.Viewer(), cancellation),
            cancellation
        );
        if (!isAsked)
            return NotFound();
        TempData["Said"] = "files.attached";
        return Redirect($"/dossiers/{id}/project/reports/{milestone}#f-{Uri.EscapeDataString(asked)}");
    }

    [HttpPost("/dossiers/{id:guid}/project/reports/{milestone}/files/{file:guid}/remove")]
    public async Task<IActionResult> Remove(Guid id, string milestone, Guid file, CancellationToken cancellation)
    {
        var (dossier, attachment) = (new DossierId(id), new AttachmentId(file));
        if (!await desk.RemoveAsync(dossier, milestone, attachment, User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "files.removed";
        return Redirect($"/dossiers/{id}/project/reports/{Uri.EscapeDataString(milestone)}");
    }
}
