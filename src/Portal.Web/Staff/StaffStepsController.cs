using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>A dossier in steps as staff works on it: the verdict on one, and what was filed at an earlier one.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffStepsController(PortalDbContext db, FilingPages filings, StaffDossierPages pages, Texts texts)
    : Controller
{
    [HttpPost("/staff/dossiers/{id:guid}/verdict")]
    public async Task<IActionResult> Judge(
        Guid id,
        VerdictForm form,
        [FromServices] JudgeStep judge,
        CancellationToken cancellation
    )
    {
        if (await CallInChargeAsync(id, cancellation) is not { } call)
            return NotFound();
        if (await LetterAsync(form, call, cancellation) is not { } letter)
            return await ShowAsync(id, cancellation);
        try
        {
            if (await judge.RunAsync(new DossierId(id), letter, User.Viewer(), cancellation) is null)
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(form.Remarks), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await ShowAsync(id, cancellation);
        }
        TempData["Said"] = "steps.given";
        return Redirect($"/staff/dossiers/{id}");
    }

    [HttpGet("/staff/dossiers/{id:guid}/filings/{version:int}")]
    public async Task<IActionResult> Show(Guid id, int version, CancellationToken cancellation)
    {
        var visible =
            from dossier in db.DossiersStaffedBy(User.Viewer())
            where dossier.Id == new DossierId(id)
            join filing in db.Filings on dossier.Id equals filing.DossierId
            where filing.Version == version
            where
                filing.Id == dossier.FilingId
                || db.Verdicts.Any(verdict => verdict.DossierId == dossier.Id && verdict.FilingId == filing.Id)
            select filing;
        return await filings.ReadAsync(visible, $"/staff/dossiers/{id}", cancellation) is { } page
            ? View("/Dossiers/Filing.cshtml", page)
            : NotFound();
    }

    /// <summary>What was typed of a verdict; null where it can't be read, which the state of the model tells.</summary>
    private async Task<VerdictLetter?> LetterAsync(VerdictForm form, CallId call, CancellationToken cancellation)
    {
        if (form.Answer is not { } answer || !Enum.IsDefined(answer))
        {
            ModelState.AddModelError(nameof(form.Answer), texts["steps.answer-missing"]);
            return null;
        }
        var due = await db.DueAsync(form.Due, call, cancellation);
        if (due is null && !string.IsNullOrWhiteSpace(form.Due))
        {
            ModelState.AddModelError(nameof(form.Due), texts["staff.date-wrong"]);
            return null;
        }
        return new VerdictLetter(answer, form.Remarks ?? "", due);
    }

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation) =>
        View("Show", await pages.ReadAsync(new DossierId(id), User.Viewer(), cancellation));

    private Task<CallId?> CallInChargeAsync(Guid id, CancellationToken cancellation) =>
        db.DossiersInChargeOf(User.Viewer())
            .Where(one => one.Id == new DossierId(id))
            .Select(one => (CallId?)one.CallId)
            .SingleOrDefaultAsync(cancellation);
}
