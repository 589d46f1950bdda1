using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.FollowUp.Signing;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Agreements;

/// <summary>An agreement to read, and to sign by bringing the signed copy: the carrier first, then the service.</summary>
[Authorize]
public sealed class AgreementsController(
    PortalDbContext db,
    AgreementDesk desk,
    AgreementReading reading,
    ProjectReading projects,
    ProjectFiles files,
    Texts texts
) : Controller
{
    [HttpGet("/agreements/{id:guid}.pdf"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public async Task<IActionResult> Read(
        Guid id,
        [FromServices] AgreementDocument document,
        [FromServices] PdfPrinter printer,
        CancellationToken cancellation
    )
    {
        if (await reading.ToPrintAsync(new AgreementId(id), User.Viewer(), cancellation) is not { } matter)
            return NotFound();
        var html = document.Write(matter);
        return printer.IsAvailable
            ? File(await printer.PrintAsync(html, cancellation), "application/pdf", document.FileNameOf(matter))
            : Content(html, "text/html; charset=utf-8");
    }

    [HttpPost("/dossiers/{id:guid}/project/agreement/sign"), MarksBeginning]
    [RequestSizeLimit(AttachFile.MaxReadBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = AttachFile.MaxReadBytes)]
    public Task<IActionResult> SignForCarrier(
        Guid id,
        Guid agreement,
        IFormFile? file,
        CancellationToken cancellation
    ) =>
        SignAsync(
            () => projects.OfTeamAsync(new DossierId(id), User.Viewer(), cancellation),
            file,
            copy =>
                desk.SignForCarrierAsync(
                    new DossierId(id),
                    new AgreementId(agreement),
                    copy,
                    User.Viewer(),
                    cancellation
                ),
            "agreements.signed-done",
            cancellation
        );

    [HttpPost("/staff/projects/{id:guid}/agreement/sign"), Authorize(Policy = Policies.Staff)]
    [RequestSizeLimit(AttachFile.MaxReadBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = AttachFile.MaxReadBytes)]
    public Task<IActionResult> SignForService(
        Guid id,
        Guid agreement,
        IFormFile? file,
        CancellationToken cancellation
    ) =>
        SignAsync(
            () => projects.OfStaffAsync(new ProjectId(id), User.Viewer(), cancellation),
            file,
            copy =>
                desk.SignForServiceAsync(
                    new ProjectId(id),
                    new AgreementId(agreement),
                    copy,
                    User.Viewer(),
                    cancellation
                ),
            "agreements.in-force-done",
            cancellation
        );

    /// <summary>Nothing is stored of a file before it is known that its sender may sign.</summary>
    private async Task<IActionResult> SignAsync(
        Func<Task<ProjectPage?>> find,
        IFormFile? file,
        Func<ArrivedCopy, Task<bool>> sign,
        string said,
        CancellationToken cancellation
    )
    {
        if (await find() is not { } page || !(page.IsStaff ? page.MaySecond : page.MayAct))
            return NotFound();
        try
        {
            if (file is null)
                throw new RefusedException(FileRefusals.Empty);
            var copy = (await new BroughtCopy(file.Brought()).ComeAsync(cancellation))!;
            if (!await files.BringAsync([copy.File], arrived => sign(copy.Arrived(arrived[0])), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(file), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("/FollowUp/Project.cshtml", page);
        }
        TempData["Said"] = said;
        return Redirect(page.Root);
    }
}
