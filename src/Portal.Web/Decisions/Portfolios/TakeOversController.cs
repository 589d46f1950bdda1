using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Decisions.Portfolios;
using Portal.Infrastructure.Decisions.Portfolios;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Decisions.Portfolios;

/// <summary>A person takes a choice over as decisions, having seen what that decides, and can undo it while no list carries them.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class TakeOversController(PortfolioReading reading, TakeOvers acts, Texts texts) : Controller
{
    [HttpGet("/staff/waves/{id:guid}/portfolio/take-over")]
    public async Task<IActionResult> TakeOver(Guid id, ChoiceKind from, CancellationToken cancellation) =>
        await reading.TakeOverAsync(id, from, new TakeOverForm(), User.Viewer(), cancellation) is { } page
            ? View(page)
            : NotFound();

    [HttpPost("/staff/waves/{id:guid}/portfolio/take-over")]
    public async Task<IActionResult> Take(Guid id, ChoiceKind from, TakeOverForm form, CancellationToken cancellation)
    {
        if (await reading.TakeOverAsync(id, from, form, User.Viewer(), cancellation) is not { } page)
            return NotFound();
        try
        {
            if (form.Mark != page.Mark)
                throw new RefusedException(PortfolioRefusals.Changed);
            await acts.TakeAsync(
                page.Wave.Id,
                [.. page.Funded.Concat(page.Others).Select(row => row.Candidate.Dossier)],
                page.Choice.Chosen.ToDictionary(one => one.Dossier, one => new Money(one.Cost)),
                new TakenReasons(form.Funded ?? "", form.Rejected ?? ""),
                User.Person(),
                cancellation
            );
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(form.Funded), texts);
            ModelState.Remove(nameof(form.Mark));
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(TakeOver), page);
        }
        TempData["Said"] = "portfolio.taken-over";
        return Redirect($"/staff/waves/{id}/portfolio");
    }

    [HttpPost("/staff/take-overs/{id:guid}/undo")]
    public async Task<IActionResult> Undo(Guid id, CancellationToken cancellation)
    {
        if (await acts.UndoAsync(new TakeOverId(id), User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        TempData["Said"] = "portfolio.undone";
        return Redirect($"/staff/waves/{wave.Value}/portfolio");
    }
}
