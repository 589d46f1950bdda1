using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Calibration;
using Portal.Infrastructure.Texts;
using Portal.Web.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.Api;

/// <summary>What the expert was given for whom the client acts, and their own reviews. Never another expert's.</summary>
[Tags("reviews")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
public sealed class ReviewsApiController(PortalDbContext db, PortalClock clock, ReviewReading reading, Texts texts)
    : ApiController
{
    [HttpGet("/api/v1/me/assignments", Name = "listAssignments"), NeedsScope(ApiScopes.Reviews), Tagged]
    [ProducesResponseType<ApiPage<ApiAssignment>>(StatusCodes.Status200OK)]
    public async Task<ApiPage<ApiAssignment>> List([FromQuery] Paging paging, CancellationToken cancellation)
    {
        var rows = await Given(paging.From).Take(paging.Limit + 1).ToListAsync(cancellation);
        return ApiPage<ApiAssignment>.Of(
            rows,
            paging.Limit,
            one => one.Item,
            one => new Cursor(one.At, $"{one.Item.Review}")
        );
    }

    private IQueryable<GivenReview> Given(Cursor last) =>
        from review in db.ReviewsOf(User.Viewer())
        where review.Recusal == null
        where review.AssignedAt < last.At || review.AssignedAt == last.At && review.Id.Value.CompareTo(last.Id) > 0
        join dossier in db.Dossiers on review.DossierId equals dossier.Id
        join filing in db.Filings on review.FilingId equals filing.Id
        join wave in db.Waves.IgnoreAutoIncludes() on review.WaveId equals wave.Id
        join call in db.Calls on wave.CallId equals call.Id
        orderby review.AssignedAt descending, review.Id
        select new GivenReview(
            review.AssignedAt,
            new ApiAssignment(
                review.Id.Value,
                call.Slug,
                wave.Number,
                dossier.Number!,
                filing.Title,
                wave.ReviewsDue == null ? null : wave.ReviewsDue.At,
                db.OpenReviews().Any(open => open.Id == review.Id),
                review.SubmittedAt
            )
        );

    private sealed record GivenReview(DateTimeOffset At, ApiAssignment Item);

    [HttpGet("/api/v1/reviews/{id:guid}", Name = "readReview"), NeedsScope(ApiScopes.Reviews), Tagged]
    [ProducesResponseType<ApiReview>(StatusCodes.Status200OK)]
    public async Task<ActionResult<ApiReview>> Read(Guid id, CancellationToken cancellation)
    {
        if (await reading.PageOfAsync(new ReviewId(id), User.Viewer(), cancellation) is not { } page)
            return NotFound();
        Response.TellVersion(page.Revision);
        return Told(page);
    }

    /// <summary>
    /// Writes the whole sheet, complete or not. It needs the entity tag that was read, and is refused where the review was saved
    /// since.
    /// </summary>
    [HttpPut("/api/v1/reviews/{id:guid}", Name = "writeReview"), NeedsScope(ApiScopes.ReviewsWrite), NeedsTag]
    [Consumes("application/json")]
    [ProducesResponseType<ApiReview>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public async Task<IActionResult> Write(Guid id, ApiSheet sheet, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (review, grid))
            return NotFound();
        var owed = await db.OwedBeforeAsync(review, clock.GetUtcNow(), cancellation);
        review.Save(sheet.Under(grid), HttpContext.KnownRevision(), clock.GetUtcNow(), owed);
        await db.SaveChangesAsync(cancellation);
        Response.TellVersion(review.Revision);
        return Ok(Told((await reading.PageOfAsync(review.Id, User.Viewer(), cancellation))!));
    }

    /// <summary>Submits what is saved. It counts from then on, and is refused as long as something is missing.</summary>
    [HttpPost("/api/v1/reviews/{id:guid}/submission", Name = "submitReview")]
    [NeedsScope(ApiScopes.ReviewsWrite), Idempotent]
    [ProducesResponseType<ApiReview>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public async Task<IActionResult> Submit(Guid id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (review, grid))
            return NotFound();
        if (review.ObstacleToBeginning(await db.OwedBeforeAsync(review, clock.GetUtcNow(), cancellation)) is { } owed)
            throw new RefusedException(owed);
        review.Submit(grid, clock.GetUtcNow(), await db.DoorOfAsync(review.DossierId, cancellation));
        await db.SaveChangesAsync(cancellation);
        Response.TellVersion(review.Revision);
        return Ok(Told((await reading.PageOfAsync(review.Id, User.Viewer(), cancellation))!));
    }

    private async Task<(Review Review, Grid Grid)?> LoadAsync(Guid id, CancellationToken cancellation)
    {
        var review = await db.ReviewsOf(User.Viewer())
            .SingleOrDefaultAsync(one => one.Id == new ReviewId(id), cancellation);
        return review is null
            ? null
            : (review, await db.Grids.AsNoTracking().SingleAsync(grid => grid.Id == review.GridId, cancellation));
    }

    private ApiReview Told(ReviewPage page) =>
        new(
            page.Id.Value,
            page.Number,
            page.Title,
            page.Revision,
            page.IsOpen,
            page.SubmittedAt,
            page.Score,
            ApiGrid.Of(page.Grid),
            ApiSheet.Of(page.Sheet),
            [
                .. page
                    .Sheet.Obstacles(page.Grid)
                    .Select(one => new ApiObstacle(
                        one.Reason.Code,
                        one.Place.Part.ToString(),
                        one.Place.Key,
                        texts.Of(one.Reason)
                    )),
            ],
            page.Answers.Form.Fields.Where(page.Answers.Shows)
                .Where(field => page.Answers.Answers.Has(field.Key))
                .ToDictionary(field => field.Key, field => page.Answers.Answers.Json(field.Key))
        );
}
