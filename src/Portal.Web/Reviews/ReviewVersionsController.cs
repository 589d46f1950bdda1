using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.Reviews;

/// <summary>What an expert wrote of a review, save by save, and taking an earlier version up again.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class ReviewVersionsController(PortalDbContext db, PortalClock clock) : Controller
{
    [HttpGet("/reviews/{id:guid}/versions")]
    public async Task<IActionResult> Versions(Guid id, int? before, CancellationToken cancellation)
    {
        var found = await (
            from review in OwnOf(id)
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            join filing in db.Filings on review.FilingId equals filing.Id
            join grid in db.Grids on review.GridId equals grid.Id
            select new
            {
                Review = review,
                dossier.Number,
                filing.Title,
                Grid = grid,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return NotFound();
        var versions = await db
            .ReviewVersions.AsNoTracking()
            .Where(one => one.ReviewId == found.Review.Id && (before == null || one.Revision < before))
            .OrderByDescending(one => one.Revision)
            .Take(VersionsPart.PageSize + 1)
            .ToListAsync(cancellation);
        var rows = versions.Select(one => RowOf(one, found.Review, found.Grid)).ToList();
        var part = VersionsPart.Of($"/reviews/{id}/versions", found.Review.Revision, found.Review.IsOpen, rows);
        return View(new ReviewVersionsPage(found.Review.Id, found.Number!, found.Title, part));
    }

    /// <summary>Takes an earlier version up again: a save like any other.</summary>
    [HttpPost("/reviews/{id:guid}/versions/{number:int}/restore")]
    public async Task<IActionResult> Restore(Guid id, int number, int revision, CancellationToken cancellation)
    {
        if (await OwnOf(id).SingleOrDefaultAsync(cancellation) is not { } review)
            return NotFound();
        var version = await db.ReviewVersions.SingleOrDefaultAsync(
            one => one.ReviewId == review.Id && one.Revision == number,
            cancellation
        );
        if (version is null)
            return NotFound();
        review.Restore(version, revision, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "reviews.restored";
        return Redirect($"/reviews/{id}");
    }

    private IQueryable<Review> OwnOf(Guid id) =>
        db.ReviewsOf(User.Viewer()).Where(one => one.Id == new ReviewId(id) && one.Recusal == null);

    private static ReviewVersionRow RowOf(ReviewVersion version, Review review, Domain.Calls.Grid grid) =>
        new(
            version.Revision,
            version.At,
            version.Kind,
            version.Revision == review.Revision,
            new ReadSheet(grid, version.Sheet)
        );
}
