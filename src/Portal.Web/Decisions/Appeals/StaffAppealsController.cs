using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions.Appeals;
using Portal.Infrastructure.Decisions.Appeals;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Decisions.Appeals;

/// <summary>The service reads an appeal and answers it.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffAppealsController(PortalDbContext db, AppealDesk appeals, AppealReading reading, Texts texts)
    : Controller
{
    [HttpGet("/staff/appeals/{id:guid}")]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        PageAsync(id, new AnswerForm(null, null), cancellation);

    [HttpPost("/staff/appeals/{id:guid}")]
    public async Task<IActionResult> Answer(Guid id, AnswerForm form, CancellationToken cancellation)
    {
        var reasons = (form.Reasons ?? "").ReplaceLineEndings("\n");
        try
        {
            // An answer that isn't chosen is none.
            var said = form.Upheld is null ? "" : reasons;
            if (!await appeals.ReplyAsync(new AppealId(id), form.Upheld ?? false, said, User.Viewer(), cancellation))
                return NotFound();
        }
        catch (Exception refused) when (refused is RefusedException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            // Somebody else answered in the same moment.
            var why = refused as RefusedException ?? new RefusedException(AppealRefusals.Answered);
            ModelState.Take(why, nameof(form.Reasons), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PageAsync(id, form with { Reasons = reasons }, cancellation);
        }
        TempData["Said"] = form.Upheld is true ? "appeals.upheld-done" : "appeals.rejected-done";
        return Redirect($"/staff/appeals/{id}");
    }

    private async Task<IActionResult> PageAsync(Guid id, AnswerForm typed, CancellationToken cancellation) =>
        await reading.PageAsync(new AppealId(id), User.Viewer(), typed, cancellation) is { } page
            ? View("/Decisions/Appeals/StaffAppeal.cshtml", page)
            : NotFound();
}

/// <summary>The appeals against a dossier's decisions, or against those of a wave; nothing where there are none.</summary>
public sealed class AppealsViewComponent(AppealReading reading) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(WaveId wave, DossierId? dossier = null)
    {
        var viewer = HttpContext.User.Viewer();
        var rows = await reading.ListAsync(wave, dossier, viewer, HttpContext.RequestAborted);
        return rows.Count > 0 ? View("/Decisions/Appeals/_Appeals.cshtml", rows) : Content("");
    }
}
