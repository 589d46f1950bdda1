using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>One dossier as staff works on it: eligibility, assignment, reviews, decision.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffDossiersController(PortalDbContext db, StaffDossierPages pages, Texts texts) : Controller
{
    private const int ReasonLimit = 4_000;

    [HttpGet("/staff/dossiers/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await pages.ReadAsync(new DossierId(id), User.Viewer(), cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/dossiers/{id:guid}/eligibility")]
    public async Task<IActionResult> CheckEligibility(Guid id, EligibilityForm form, CancellationToken cancellation)
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
        return await DoneAsync(id, "staff.eligibility-done", cancellation);
    }

    [HttpPost("/staff/dossiers/{id:guid}/verdict")]
    public async Task<IActionResult> Judge(
        Guid id,
        VerdictForm form,
        [FromServices] JudgeStep judge,
        CancellationToken cancellation
    )
    {
        if (await InChargeAsync(id, cancellation) is not { } dossier)
            return NotFound();
        if (form.Answer is not { } answer || !Enum.IsDefined(answer))
        {
            ModelState.AddModelError("Answer", texts["steps.answer-missing"]);
            return View(nameof(Show), await pages.ReadAsync(new DossierId(id), User.Viewer(), cancellation));
        }
        var due = await db.DueAsync(form.Due, dossier.CallId, cancellation);
        if (due is null && !string.IsNullOrWhiteSpace(form.Due))
        {
            ModelState.AddModelError(nameof(form.Due), texts["staff.date-wrong"]);
            return View(nameof(Show), await pages.ReadAsync(dossier.Id, User.Viewer(), cancellation));
        }
        db.ChangeTracker.Clear();
        try
        {
            var letter = new VerdictLetter(answer, form.Remarks ?? "", due);
            if (await judge.RunAsync(dossier.Id, letter, User.Viewer(), cancellation) is null)
                return NotFound();
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(id, refused, cancellation, "Remarks");
        }
        return await DoneAsync(id, "steps.given", cancellation);
    }

    [HttpPost("/staff/dossiers/{id:guid}/assign")]
    public async Task<IActionResult> Assign(
        Guid id,
        Guid expert,
        [FromServices] AssignReview assign,
        CancellationToken cancellation
    )
    {
        if (await assign.RunAsync(new DossierId(id), new ExpertId(expert), User.Viewer(), cancellation) is null)
            return NotFound();
        TempData["Said"] = "staff.assigned";
        return Redirect($"/staff/dossiers/{id}");
    }

    [HttpPost("/staff/dossiers/{id:guid}/decision")]
    public async Task<IActionResult> Decide(Guid id, DecisionForm form, CancellationToken cancellation)
    {
        // Nobody asks for complements between the look at the dossier and the decision on it.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersInChargeOf(User.Viewer()).Include(one => one.Members);
        if (await db.HoldAsync(seen, new DossierId(id), cancellation) is not { } dossier)
            return NotFound();
        if (form.Outcome is not { } outcome || !Enum.IsDefined(outcome))
            ModelState.AddModelError("Outcome", texts["staff.outcome-missing"]);
        decimal euros = 0;
        if (
            !string.IsNullOrWhiteSpace(form.Amount)
            && (!Answers.TryNumber(form.Amount, out euros) || euros < 0 || euros > 1_000_000_000)
        )
            ModelState.AddModelError("Amount", texts["staff.amount-wrong"]);
        if (!ModelState.IsValid)
            return View(nameof(Show), await pages.ReadAsync(new DossierId(id), User.Viewer(), cancellation));
        Money? amount = euros > 0 ? new Money(euros) : null;
        var now = await db.NowAsync(cancellation);
        try
        {
            if (await db.Decisions.SingleOrDefaultAsync(one => one.DossierId == dossier.Id, cancellation) is { } taken)
                taken.Revise(form.Outcome!.Value, amount, Cut(form.Reason), User.Person(), now);
            else
                db.Decisions.Add(
                    Decision.Take(dossier, form.Outcome!.Value, amount, Cut(form.Reason), User.Person(), now)
                );
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(id, refused, cancellation);
        }
        var done = await DoneAsync(id, "staff.decided-done", cancellation);
        await transaction.CommitAsync(cancellation);
        return done;
    }

    /// <summary>What was typed stays; why it can't be so is told at the reason, which is mostly what lacks.</summary>
    private async Task<IActionResult> RefusedAsync(
        Guid id,
        RefusedException refused,
        CancellationToken cancellation,
        string at = "Reason"
    )
    {
        db.ChangeTracker.Clear();
        ModelState.Take(refused, at, texts);
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
