using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>Corrections of public lists: prepared by an officer, signed step by step like the list.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class CorrectionsController(
    PortalDbContext db,
    Corrections corrections,
    DeclineAid decline,
    IValidator<CorrectionForm> validator,
    Texts texts
) : Controller
{
    [HttpGet("/staff/lists/{id:guid}/correction")]
    public Task<IActionResult> Correction(Guid id, CancellationToken cancellation) =>
        PageAsync(id, new CorrectionForm(), cancellation);

    [HttpPost("/staff/lists/{id:guid}/correction")]
    public async Task<IActionResult> Prepare(Guid id, CorrectionForm form, CancellationToken cancellation)
    {
        ModelState.Take(await validator.ValidateAsync(form, cancellation));
        if (!ModelState.IsValid)
            return await PageAsync(id, form, cancellation);
        try
        {
            var list = new WinnerListId(id);
            if (await corrections.PrepareAsync(list, User.Viewer(), form.PlanOn, cancellation) is not { } corrected)
                return NotFound();
            return Back(corrected.WaveId, "staff.correction-prepared");
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, field: "", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PageAsync(id, form, cancellation);
        }
    }

    [HttpPost("/staff/corrections/{id:guid}/sign")]
    public async Task<IActionResult> Sign(Guid id, CancellationToken cancellation) =>
        await corrections.SignAsync(new CorrectionId(id), User.Viewer(), cancellation) is { } signed
            ? Back(signed.WaveId, signed.ApprovedAt is null ? "staff.list-signed" : "staff.correction-approved")
            : NotFound();

    [HttpPost("/staff/corrections/{id:guid}/drop")]
    public async Task<IActionResult> Drop(Guid id, CancellationToken cancellation) =>
        await corrections.DropAsync(new CorrectionId(id), User.Viewer(), cancellation) is { } dropped
            ? Back(dropped.WaveId, "staff.correction-dropped")
            : NotFound();

    /// <summary>A winner said otherwise than in the portal that it gives the aid up.</summary>
    [HttpPost("/staff/dossiers/{id:guid}/declined")]
    public async Task<IActionResult> Declined(Guid id, CancellationToken cancellation)
    {
        if (!await decline.NoteAsync(new DossierId(id), User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "staff.declined-noted";
        return Redirect($"/staff/dossiers/{id}");
    }

    private async Task<IActionResult> PageAsync(Guid id, CorrectionForm form, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        if (await corrections.FindAsync(new WinnerListId(id), viewer, cancellation) is not { } found)
            return NotFound();
        var now = await db.NowAsync(cancellation);
        var head = await StaffWaves.HeadAsync(db, found.List.WaveId.Value, viewer, now, cancellation);
        return View(nameof(Correction), CorrectionPage.Of(head!, found, form));
    }

    private RedirectResult Back(WaveId wave, string said)
    {
        TempData["Said"] = said;
        return Redirect($"/staff/waves/{wave.Value}/winners");
    }
}
