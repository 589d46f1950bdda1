using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>What is decided on one dossier, with all that its carrier will read of it.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffDecisionsController(
    PortalDbContext db,
    TakeDecision take,
    StaffDossierPages pages,
    Texts texts
) : Controller
{
    [HttpPost("/staff/dossiers/{id:guid}/decision")]
    public async Task<IActionResult> Decide(Guid id, DecisionForm form, CancellationToken cancellation)
    {
        // Nobody asks for complements between the look at the dossier and the decision on it.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersInChargeOf(User.Viewer()).Include(one => one.Members);
        if (await db.HoldAsync(seen, new DossierId(id), cancellation) is not { } dossier)
            return NotFound();
        var ruling = await RulingAsync(dossier, form, cancellation);
        if (!ModelState.IsValid)
            return await AgainAsync(dossier.Id, cancellation);
        try
        {
            await take.RunAsync(dossier, ruling, User.Person(), cancellation);
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            foreach (var refusal in refused.Refusals)
                ModelState.AddModelError(FieldOf(refusal), texts.Of(refusal));
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await AgainAsync(dossier.Id, cancellation);
        }
        await transaction.CommitAsync(cancellation);
        TempData["Said"] = "staff.decided-done";
        return Redirect($"/staff/dossiers/{id}");
    }

    /// <summary>What is typed of a decision; what is wrong with its form is in the state of the model.</summary>
    private async Task<Ruling> RulingAsync(Dossier dossier, DecisionForm form, CancellationToken cancellation)
    {
        if (form.Outcome is not { } outcome || !Enum.IsDefined(outcome))
            ModelState.AddModelError(nameof(form.Outcome), texts.Of(DecisionRefusals.OutcomeNeeded));
        return await DecisionDesk.WholeAsync(
            db,
            dossier,
            new Ruling(form.Outcome.GetValueOrDefault(), Cut(form.Reason))
            {
                Amount = AmountOf(form),
                ReserveRank = RankOf(form),
                Conditions = Cut(form.Conditions),
            },
            await DecisionDesk.GridAsync(db, dossier.CallId, cancellation),
            criterion => Cut(form.Reasons.GetValueOrDefault(criterion)),
            cancellation
        );
    }

    private Money? AmountOf(DecisionForm form)
    {
        if (string.IsNullOrWhiteSpace(form.Amount))
            return null;
        if (TypedRuling.TryAmount(form.Amount, out var amount))
            return amount;
        ModelState.AddModelError(nameof(form.Amount), texts["staff.amount-wrong"]);
        return null;
    }

    private int? RankOf(DecisionForm form)
    {
        if (string.IsNullOrWhiteSpace(form.ReserveRank) || form.Outcome != Outcome.Reserve)
            return null;
        if (TypedRuling.RankOf(form.ReserveRank) is { } rank)
            return rank;
        ModelState.AddModelError(nameof(form.ReserveRank), texts["staff.reserve-rank-wrong"]);
        return null;
    }

    /// <summary>What was typed stays; why it can't be so is told beside it.</summary>
    private async Task<IActionResult> AgainAsync(DossierId id, CancellationToken cancellation) =>
        View("/Staff/Show.cshtml", await pages.ReadAsync(id, User.Viewer(), cancellation));

    private static string FieldOf(Refusal refusal) =>
        refusal switch
        {
            _ when refusal == DecisionRefusals.AmountNeeded => nameof(DecisionForm.Amount),
            _ when refusal == DecisionRefusals.ReserveRankNeeded => nameof(DecisionForm.ReserveRank),
            _ when refusal == DecisionRefusals.NoNextCutOff => nameof(DecisionForm.Outcome),
            _ => nameof(DecisionForm.Reason),
        };

    private static string Cut(string? text) => (text ?? "").Shortened(Ruling.TextLimit);
}
