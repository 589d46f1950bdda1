using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>One dossier as staff works on it: eligibility and assignment.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffDossiersController(PortalDbContext db, StaffDossierPages pages, Texts texts) : Controller
{
    private const int ReasonLimit = 4_000;

    [HttpGet("/staff/dossiers/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await pages.ReadAsync(new DossierId(id), User.Viewer(), cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/dossiers/{id:guid}/eligibility")]
    public async Task<IActionResult> CheckEligibility(
        Guid id,
        EligibilityForm form,
        [FromServices] LookForConflicts conflicts,
        CancellationToken cancellation
    )
    {
        if (await InChargeAsync(id, cancellation) is not { } dossier)
            return NotFound();
        if (form.Eligible is not { } eligible)
        {
            ModelState.AddModelError("Eligible", texts["staff.eligibility-missing"]);
            return View(nameof(Show), await pages.ReadAsync(new DossierId(id), User.Viewer(), cancellation));
        }
        var wave = await db.Waves.SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        try
        {
            dossier.CheckEligibility(wave, eligible, Cut(form.Reason), User.Person(), await db.NowAsync(cancellation));
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(id, refused, cancellation);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (eligible)
            await conflicts.RunAsync(dossier.WaveId, only: null, dossier.Id, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return await DoneAsync(id, "staff.eligibility-done", cancellation);
    }

    [HttpPost("/staff/dossiers/{id:guid}/assign")]
    public async Task<IActionResult> Assign(
        Guid id,
        Guid expert,
        string? reason,
        [FromServices] AssignReview assign,
        CancellationToken cancellation
    )
    {
        var pair = new AssignedPair(new DossierId(id), new ExpertId(expert));
        if (await assign.RunAsync(pair, Cut(reason), User.Viewer(), cancellation) is null)
            return NotFound();
        TempData["Said"] = "staff.assigned";
        return Redirect($"/staff/dossiers/{id}");
    }

    /// <summary>What was typed stays; why it can't be so is told at the reason, which is mostly what lacks.</summary>
    private async Task<IActionResult> RefusedAsync(Guid id, RefusedException refused, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        ModelState.Take(refused, "Reason", texts);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(nameof(Show), await pages.ReadAsync(new DossierId(id), User.Viewer(), cancellation));
    }

    private async Task<IActionResult> DoneAsync(Guid id, string said, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = said;
        return Redirect($"/staff/dossiers/{id}");
    }

    private static string Cut(string? text) => (text ?? "").Shortened(ReasonLimit);

    private Task<Dossier?> InChargeAsync(Guid id, CancellationToken cancellation) =>
        db.DossiersInChargeOf(User.Viewer())
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == new DossierId(id), cancellation);
}
