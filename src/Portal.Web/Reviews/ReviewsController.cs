using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Calibration;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Reviews;

/// <summary>An expert's own reviews: what is to be done, and one review beside its dossier.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class ReviewsController(PortalDbContext db, PortalClock clock, ReviewReading reading, Texts texts)
    : Controller
{
    [HttpGet("/reviews")]
    public async Task<IActionResult> Index([FromServices] PanelPages panels, CancellationToken cancellation) =>
        View(await panels.ReadAsync(User.Viewer(), cancellation));

    [HttpGet("/reviews/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.PageOfAsync(new ReviewId(id), User.Viewer(), cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/reviews/{id:guid}"), TakesForms]
    public async Task<IActionResult> Save(Guid id, int revision, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (review, grid))
            return NotFound();
        var typed = SheetReader.Read(grid, await Request.ReadFormAsync(cancellation));
        var owed = await OwedAsync(review, cancellation);
        try
        {
            review.Save(typed, revision, clock.GetUtcNow(), owed);
            await db.SaveChangesAsync(cancellation);
        }
        catch (Exception overtaken)
            when (overtaken is RefusedException or DbUpdateConcurrencyException && !WantsProblem.Is(Request))
        {
            return await OvertakenAsync(review.Id, typed, overtaken, cancellation);
        }
        if (WantsProblem.Is(Request))
            return Json(new { revision = review.Revision, savedAt = Dates.Time(review.SavedAt!.Value) });
        TempData["Said"] = "reviews.saved";
        return Redirect($"/reviews/{id}");
    }

    /// <summary>Saves what is on the page and submits it; what is missing is told at its place.</summary>
    [HttpPost("/reviews/{id:guid}/submit"), TakesForms]
    public async Task<IActionResult> Submit(Guid id, int revision, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (review, grid))
            return NotFound();
        // What was submitted is submitted: pressing twice changes nothing.
        if (review.SubmittedAt is null || review.Draft is not null)
        {
            var typed = SheetReader.Read(grid, await Request.ReadFormAsync(cancellation));
            var owed = await OwedAsync(review, cancellation);
            try
            {
                review.Save(typed, revision, clock.GetUtcNow(), owed);
                await db.SaveChangesAsync(cancellation);
            }
            catch (Exception overtaken) when (overtaken is RefusedException or DbUpdateConcurrencyException)
            {
                return await OvertakenAsync(review.Id, typed, overtaken, cancellation);
            }
        }
        if (review.ObstaclesToSubmission(grid) is { Count: > 0 } obstacles)
        {
            foreach (var obstacle in obstacles)
                ModelState.AddModelError(SheetReader.NameOf(obstacle.Place), texts.Of(obstacle.Reason));
            return View(nameof(Show), await reading.PageOfAsync(review.Id, User.Viewer(), cancellation));
        }
        review.Submit(grid, clock.GetUtcNow(), await db.DoorOfAsync(review.DossierId, cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "reviews.submitted";
        return Redirect($"/reviews/{id}");
    }

    [HttpPost("/reviews/{id:guid}/recuse")]
    public async Task<IActionResult> Recuse(Guid id, string? reason, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (review, _))
            return NotFound();
        var now = clock.GetUtcNow();
        review.Recuse((reason ?? "").Shortened(1_000), now);
        var expert = await db
            .Experts.Include(one => one.Pool.Conflicts)
            .SingleAsync(one => one.Id == review.ExpertId, cancellation);
        expert.Recuse(review.DossierId, review.Recusal!.Reason, now);
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "reviews.recused";
        return Redirect("/reviews");
    }

    private Task<Refusal?> OwedAsync(Review review, CancellationToken cancellation) =>
        db.OwedBeforeAsync(review, clock.GetUtcNow(), cancellation);

    private async Task<(Review Review, Domain.Calls.Grid Grid)?> LoadAsync(Guid id, CancellationToken cancellation)
    {
        var review = await db.ReviewsOf(User.Viewer())
            .SingleOrDefaultAsync(one => one.Id == new ReviewId(id), cancellation);
        return review is null
            ? null
            : (review, await db.Grids.AsNoTracking().SingleAsync(grid => grid.Id == review.GridId, cancellation));
    }

    private async Task<IActionResult> OvertakenAsync(
        ReviewId id,
        ReviewSheet typed,
        Exception overtaken,
        CancellationToken cancellation
    )
    {
        db.ChangeTracker.Clear();
        var page = (await reading.PageOfAsync(id, User.Viewer(), cancellation))!;
        IReadOnlyList<Refusal> refusals = overtaken is RefusedException refused
            ? refused.Refusals
            : [ReviewRefusals.Changed(page.Revision)];
        foreach (var refusal in refusals)
            ModelState.AddModelError("", texts.Of(refusal));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(nameof(Show), page.IsOpen ? page with { Sheet = typed, Theirs = page.Sheet } : page);
    }
}
