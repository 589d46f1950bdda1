using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Reviews;

/// <summary>What an expert does beside writing: opens a submitted review again, tells staff of a doubt.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class ReviewActsController(PortalDbContext db, ReviewReading reading, Texts texts) : Controller
{
    private const int ReasonLimit = 1_000;

    [HttpPost("/reviews/{id:guid}/reopen")]
    public Task<IActionResult> Reopen(Guid id, string? reason, CancellationToken cancellation) =>
        DoAsync(
            id,
            "reopenReason",
            "reviews.reopened",
            async review =>
            {
                var door = await db.DoorOfAsync(review.DossierId, cancellation);
                review.Reopen(Cut(reason), door, await db.NowAsync(cancellation));
            },
            cancellation
        );

    /// <summary>No other version comes after all.</summary>
    [HttpPost("/reviews/{id:guid}/keep")]
    public Task<IActionResult> Keep(Guid id, CancellationToken cancellation) =>
        DoAsync(
            id,
            "",
            "reviews.kept",
            async review => review.KeepSubmitted(await db.NowAsync(cancellation)),
            cancellation
        );

    [HttpPost("/reviews/{id:guid}/doubt")]
    public Task<IActionResult> Doubt(Guid id, string? reason, CancellationToken cancellation) =>
        DoAsync(
            id,
            "doubtReason",
            "reviews.doubt-told",
            async review => review.RaiseDoubt(Cut(reason), await db.NowAsync(cancellation)),
            cancellation
        );

    private async Task<IActionResult> DoAsync(
        Guid id,
        string field,
        string said,
        Func<Review, Task> act,
        CancellationToken cancellation
    )
    {
        var review = await db.ReviewsOf(User.Viewer())
            .SingleOrDefaultAsync(one => one.Id == new ReviewId(id), cancellation);
        if (review is null)
            return NotFound();
        try
        {
            await act(review);
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, field, texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(
                "/Reviews/Show.cshtml",
                await reading.PageOfAsync(new ReviewId(id), User.Viewer(), cancellation)
            );
        }
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = said;
        return Redirect($"/reviews/{id}");
    }

    private static string Cut(string? text) => (text ?? "").Shortened(ReasonLimit);
}
