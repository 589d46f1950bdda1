using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Reviews;

/// <summary>The synthesis of a dossier: written by its rapporteur, confirmed by the other experts.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class SynthesisController(PortalDbContext db, PortalClock clock, SynthesisReading reading, Texts texts)
    : Controller
{
    private const int WordLimit = 1_000;

    [HttpGet("/reviews/{id:guid}/synthesis")]
    public async Task<IActionResult> Synthesis(Guid id, CancellationToken cancellation) =>
        await LoadAsync(id, cancellation) is var (own, synthesis, _)
        && await reading.PageOfAsync(own, synthesis, User.Viewer(), cancellation) is { } page
            ? View(page)
            : NotFound();

    [HttpPost("/reviews/{id:guid}/synthesis"), TakesForms]
    public async Task<IActionResult> Save(Guid id, int revision, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (own, synthesis, grid))
            return NotFound();
        var typed = SheetReader.Read(grid, await Request.ReadFormAsync(cancellation));
        return await SavedAsync(own, synthesis, typed, revision, cancellation)
            ?? (
                WantsProblem.Is(Request)
                    ? Json(new { revision = synthesis.Revision, savedAt = Dates.Time(synthesis.SavedAt!.Value) })
                    : Done(id, "synthesis.saved")
            );
    }

    /// <summary>Saves what is on the page and submits it to the others; what is missing is told at its place.</summary>
    [HttpPost("/reviews/{id:guid}/synthesis/submit"), TakesForms]
    public async Task<IActionResult> Submit(Guid id, int revision, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (own, synthesis, grid))
            return NotFound();
        if (synthesis.SubmittedAt is null)
        {
            var typed = SheetReader.Read(grid, await Request.ReadFormAsync(cancellation));
            if (await SavedAsync(own, synthesis, typed, revision, cancellation) is { } overtaken)
                return overtaken;
        }
        if (synthesis.ObstaclesToSubmission(grid) is { Count: > 0 } obstacles)
        {
            foreach (var obstacle in obstacles)
                ModelState.AddModelError(SheetReader.NameOf(obstacle.Place), texts.Of(obstacle.Reason));
            return View(nameof(Synthesis), await reading.PageOfAsync(own, synthesis, User.Viewer(), cancellation));
        }
        synthesis.Submit(grid, own, await DoorAsync(own, cancellation), clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        return Done(id, "synthesis.submitted");
    }

    [HttpPost("/reviews/{id:guid}/synthesis/reopen")]
    public async Task<IActionResult> Reopen(Guid id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (own, synthesis, _))
            return NotFound();
        synthesis.Reopen(own, await DoorAsync(own, cancellation), clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        return Done(id, "synthesis.reopened");
    }

    [HttpPost("/reviews/{id:guid}/synthesis/opinion")]
    public async Task<IActionResult> Opine(
        Guid id,
        int revision,
        bool agrees,
        string? word,
        CancellationToken cancellation
    )
    {
        if (await LoadAsync(id, cancellation) is not var (own, synthesis, _))
            return NotFound();
        var door = await DoorAsync(own, cancellation);
        synthesis.Opine(own, revision, agrees, (word ?? "").Shortened(WordLimit), door, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        return Done(id, "synthesis.opinion-said");
    }

    /// <summary>Saves it, or answers with both texts where it was saved elsewhere.</summary>
    private async Task<IActionResult?> SavedAsync(
        Review own,
        Synthesis synthesis,
        ReviewSheet typed,
        int revision,
        CancellationToken cancellation
    )
    {
        try
        {
            synthesis.Save(typed, revision, own, await DoorAsync(own, cancellation), clock.GetUtcNow());
            await db.SaveChangesAsync(cancellation);
            return null;
        }
        catch (Exception overtaken)
            when (overtaken is RefusedException or DbUpdateConcurrencyException && !WantsProblem.Is(Request))
        {
            db.ChangeTracker.Clear();
            var now = await db.Syntheses.AsNoTracking().SingleAsync(one => one.Id == synthesis.Id, cancellation);
            if (await reading.PageOfAsync(own, now, User.Viewer(), cancellation) is not { } page)
                return NotFound();
            var refusals = (overtaken as RefusedException)?.Refusals ?? [ReviewRefusals.Changed(now.Revision)];
            foreach (var refusal in refusals)
                ModelState.AddModelError("", texts.Of(refusal));
            Response.StatusCode = StatusCodes.Status409Conflict;
            var part = page.Part with { Read = page.Part.Read with { Sheet = typed } };
            return View(nameof(Synthesis), page with { Theirs = page.Part.Read.Sheet, Part = part });
        }
    }

    private RedirectResult Done(Guid id, string said)
    {
        TempData["Said"] = said;
        return Redirect($"/reviews/{id}/synthesis");
    }

    private Task<PanelDoor> DoorAsync(Review own, CancellationToken cancellation) =>
        db.DoorOfAsync(own.DossierId, cancellation);

    private async Task<(Review Own, Synthesis Synthesis, Grid Grid)?> LoadAsync(Guid id, CancellationToken cancellation)
    {
        var own = await db.ReviewsOf(User.Viewer())
            .Where(one => one.SubmittedAt != null && one.Recusal == null)
            .SingleOrDefaultAsync(one => one.Id == new ReviewId(id), cancellation);
        if (own is null)
            return null;
        var synthesis = await db.SynthesesThatCount()
            .Include(one => one.Opinions)
            .SingleOrDefaultAsync(one => one.DossierId == own.DossierId, cancellation);
        if (synthesis is null || (synthesis.Rapporteur != own.Id && synthesis.SubmittedAt is null))
            return null;
        return (
            own,
            synthesis,
            await db.Grids.AsNoTracking().SingleAsync(one => one.Id == synthesis.GridId, cancellation)
        );
    }
}
