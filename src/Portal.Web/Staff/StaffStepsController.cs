using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>A dossier in steps as staff works on it: what was filed at an earlier one, and the date of the present one.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffStepsController(PortalDbContext db, FilingPages filings, StaffDossierPages pages, Texts texts)
    : Controller
{
    [HttpPost("/staff/dossiers/{id:guid}/prolong-step")]
    public async Task<IActionResult> Prolong(
        Guid id,
        string? due,
        [FromServices] ProlongStep prolong,
        CancellationToken cancellation
    )
    {
        var call = await db.DossiersInChargeOf(User.Viewer())
            .Where(one => one.Id == new DossierId(id))
            .Select(one => (CallId?)one.CallId)
            .SingleOrDefaultAsync(cancellation);
        if (call is null)
            return NotFound();
        if (await db.DueAsync(due, call.Value, cancellation) is not { } later)
        {
            ModelState.AddModelError(nameof(due), texts["staff.date-wrong"]);
            return View("Show", await pages.ReadAsync(new DossierId(id), User.Viewer(), cancellation));
        }
        await prolong.RunAsync(new DossierId(id), later, User.Viewer(), cancellation);
        TempData["Said"] = "steps.prolonged";
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
}
