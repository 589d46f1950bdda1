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

/// <summary>
/// An expert's open reviews as a workbook or in JSON, and back: what a filled one would change is shown before it does, and it
/// changes all of it or nothing.
/// </summary>
[Authorize(Policy = Policies.Expert)]
public sealed class OfflineController(PortalDbContext db, PortalClock clock, Texts texts) : Controller
{
    private const int Largest = 5 * 1024 * 1024;
    private const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [HttpGet("/reviews/offline")]
    public async Task<IActionResult> Offline(CancellationToken cancellation) =>
        View(new OfflinePage((await OwnAsync(cancellation)).Count, [], []));

    [HttpGet("/reviews/offline.xlsx")]
    public async Task<IActionResult> Download(CancellationToken cancellation)
    {
        var workbook = new MemoryStream();
        var own = await OwnAsync(cancellation);
        await OfflineSheet.WriteAsync(workbook, own, texts, clock.GetUtcNow(), cancellation);
        workbook.Position = 0;
        return File(workbook, WorkbookType, texts["offline.file"]);
    }

    [HttpGet("/reviews/offline.json")]
    public async Task<IActionResult> DownloadJson(CancellationToken cancellation)
    {
        var lines = new MemoryStream();
        OfflineJson.Write(lines, await OwnAsync(cancellation), texts);
        lines.Position = 0;
        return File(lines, "application/json", texts["offline.file-json"]);
    }

    [HttpPost("/reviews/offline"), TakesForms]
    [RequestSizeLimit(2 * Largest), RequestFormLimits(MultipartBodyLengthLimit = 2 * Largest)]
    public async Task<IActionResult> Upload(IFormFile? file, CancellationToken cancellation)
    {
        var own = await OwnAsync(cancellation);
        try
        {
            if (file is not { Length: > 0 and <= Largest })
                throw new RefusedException(ReviewRefusals.NoWorkbook);
            // A part of a form lets nobody seek before its beginning, as one does in what is no zip.
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellation);
            var read = OfflineReader.Read(content, own);
            return View(nameof(Offline), new OfflinePage(own.Count, read.Changes, read.Faults) { IsRead = true });
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(file), texts);
            return View(nameof(Offline), new OfflinePage(own.Count, [], []));
        }
    }

    /// <summary>Saves what was shown, unless one of the reviews was saved since: then nothing is.</summary>
    [HttpPost("/reviews/offline/apply"), TakesForms]
    public async Task<IActionResult> Apply(string? changes, CancellationToken cancellation)
    {
        try
        {
            if (!await SavedAsync(ShownChanges.Read(changes), cancellation))
                return NotFound();
        }
        catch (RefusedException refused) when (refused.Refusals.Any(one => one.Code == ReviewRefusals.NotAsShown.Code))
        {
            ModelState.Take(refused, "", texts);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(nameof(Offline), new OfflinePage((await OwnAsync(cancellation)).Count, [], []));
        }
        TempData["Said"] = "offline.applied";
        return Redirect("/reviews");
    }

    /// <returns>False where one of the reviews isn't the person's.</returns>
    private async Task<bool> SavedAsync(IReadOnlyList<ShownChange> shown, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var ids = shown.Select(one => new ReviewId(one.Review)).ToList();
        var reviews = await db.ReviewsOf(User.Viewer())
            .Where(one => ids.Contains(one.Id))
            .Join(
                db.Grids,
                review => review.GridId,
                grid => grid.Id,
                (review, grid) => new { Review = review, Grid = grid }
            )
            .ToDictionaryAsync(one => one.Review.Id.Value, cancellation);
        if (shown.Any(one => !reviews.ContainsKey(one.Review)))
            return false;
        foreach (var one in shown)
        {
            var (review, grid) = (reviews[one.Review].Review, reviews[one.Review].Grid);
            var owed = await db.OwedBeforeAsync(review, now, cancellation);
            review.Save(ShownChanges.Under(grid, one.Sheet), one.Revision, now, owed);
        }
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    private async Task<List<OfflineReview>> OwnAsync(CancellationToken cancellation)
    {
        var own = await (
            from review in db.ReviewsOf(User.Viewer())
            where db.OpenReviews().Any(open => open.Id == review.Id)
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            join filing in db.Filings on review.FilingId equals filing.Id
            join grid in db.Grids on review.GridId equals grid.Id
            orderby dossier.Number
            select new
            {
                Review = review,
                Grid = grid,
                Number = dossier.Number!,
                filing.Title,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return [.. own.Select(one => new OfflineReview(one.Review, one.Grid, one.Number, one.Title))];
    }
}

/// <param name="Open">How many reviews can be filled in.</param>
/// <param name="Changes">What an uploaded workbook would change.</param>
/// <param name="Faults">What is refused of it, cell by cell.</param>
public sealed record OfflinePage(int Open, IReadOnlyList<OfflineChange> Changes, IReadOnlyList<CellFault> Faults)
{
    public bool IsRead { get; init; }

    /// <summary>What is to be saved, as the page's form sends it back.</summary>
    public string ToBeSaved() => ShownChanges.Write(Changes);
}
