using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Reviews;

/// <summary>An expert's own reviews: what is to be done, and one review beside its dossier.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class ReviewsController(PortalDbContext db, PortalClock clock, FormCache forms, Texts texts) : Controller
{
    [HttpGet("/reviews")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var person = User.Person();
        var panels = await (
            from expert in db.Experts
            where expert.Person == person
            join wave in db.Waves on expert.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            orderby expert.JoinedAt descending
            select new
            {
                expert.Id,
                call.Presentation,
                Wave = wave,
                expert.CharterSignedAt,
                expert.ConflictsDeclaredAt,
                HasDeclaredAll = db.ExpertsWhoDeclaredAll().Any(one => one.Id == expert.Id),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var reviews = await (
            from review in db.ReviewsOf(User.Viewer())
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            join filing in db.Filings on review.FilingId equals filing.Id
            orderby dossier.Number
            select new
            {
                review.ExpertId,
                Row = new ReviewRow(
                    review.Id,
                    dossier.Number!,
                    filing.Title,
                    review.SavedAt,
                    review.SubmittedAt,
                    review.Score,
                    review.Recusal != null
                ),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return View(
            new ReviewsPage([
                .. panels
                    .Select(panel => new PanelPart(
                        panel.Id,
                        panel.Presentation,
                        panel.Wave.Number,
                        panel.Wave.ReviewsDue,
                        panel.CharterSignedAt is not null,
                        panel.HasDeclaredAll,
                        panel.ConflictsDeclaredAt is not null && !panel.HasDeclaredAll,
                        [.. reviews.Where(review => review.ExpertId == panel.Id).Select(review => review.Row)]
                    ))
                    .OrderBy(panel => panel.IsDone)
                    .ThenBy(panel => panel.Due?.At ?? DateTimeOffset.MaxValue),
            ])
        );
    }

    [HttpGet("/reviews/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await PageAsync(new ReviewId(id), cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/reviews/{id:guid}"), TakesForms]
    public async Task<IActionResult> Save(Guid id, int revision, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (review, grid))
            return NotFound();
        var typed = SheetReader.Read(grid, await Request.ReadFormAsync(cancellation));
        try
        {
            review.Save(typed, revision, clock.GetUtcNow());
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
        var now = clock.GetUtcNow();
        if (review.SubmittedAt is null)
        {
            var typed = SheetReader.Read(grid, await Request.ReadFormAsync(cancellation));
            try
            {
                review.Save(typed, revision, now);
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
                ModelState.AddModelError(
                    obstacle.Criterion is { } criterion ? $"m.{criterion}" : "toCarrier",
                    texts.Of(obstacle.Reason)
                );
            return View(nameof(Show), await PageAsync(review.Id, cancellation));
        }
        review.Submit(grid, now);
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
            .Experts.Include(one => one.Conflicts)
            .SingleAsync(one => one.Id == review.ExpertId, cancellation);
        expert.NoteConflict(review.DossierId, review.Recusal!.Reason, User.Person(), now);
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "reviews.recused";
        return Redirect("/reviews");
    }

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
        var page = (await PageAsync(id, cancellation))!;
        IReadOnlyList<Refusal> refusals = overtaken is RefusedException refused
            ? refused.Refusals
            : [ReviewRefusals.Changed(page.Revision)];
        foreach (var refusal in refusals)
            ModelState.AddModelError("", texts.Of(refusal));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(nameof(Show), page.SubmittedAt is null ? page with { Sheet = typed, Theirs = page.Sheet } : page);
    }

    private async Task<ReviewPage?> PageAsync(ReviewId id, CancellationToken cancellation)
    {
        var found = await (
            from review in db.ReviewsOf(User.Viewer())
            where review.Id == id
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            join filing in db.Filings on review.FilingId equals filing.Id
            join grid in db.Grids on review.GridId equals grid.Id
            join wave in db.Waves on review.WaveId equals wave.Id
            join call in db.Calls on dossier.CallId equals call.Id
            select new
            {
                Review = review,
                dossier.Number,
                filing.Title,
                dossier.IsDemonstration,
                HasComplements = dossier.FilingId != review.FilingId,
                Filing = filing,
                Grid = grid,
                Wave = wave,
                call.Presentation,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var own = found.Review;
        var form = await forms.OfAsync(db, found.Filing, cancellation);
        var files = own.Recusal is not null
            ? []
            : await FilePart.Query(db.AttachmentsFiledIn(found.Filing.Id)).ToListAsync(cancellation);
        var siblings = await db.ReviewsOf(User.Viewer())
            .AsNoTracking()
            .Where(review => review.WaveId == own.WaveId && review.Recusal == null)
            .OrderBy(review => review.Id)
            .Select(review => new { review.Id, review.Sheet })
            .ToListAsync(cancellation);
        var place = siblings.FindIndex(sibling => sibling.Id == id);
        return new ReviewPage(
            id,
            found.Number!,
            found.Title,
            found.Presentation,
            found.Wave.Number,
            found.Wave.ReviewsDue,
            found.Grid,
            own.Sheet,
            own.Revision,
            own.SavedAt,
            own.SubmittedAt,
            own.Score,
            own.Recusal,
            new AnswersPart(form, own.Recusal is null ? found.Filing.Answers : Answers.None, files),
            own.ObstaclesToSubmission(found.Grid),
            found.Grid.Criteria.ToDictionary(
                criterion => criterion.Key,
                IReadOnlyList<int> (criterion) =>
                    [
                        .. siblings
                            .Where(sibling => sibling.Id != id)
                            .Select(sibling => sibling.Sheet.For(criterion.Key).Mark)
                            .OfType<int>(),
                    ],
                StringComparer.Ordinal
            ),
            await PeersAsync(own, cancellation),
            place > 0 ? siblings[place - 1].Id : null,
            place >= 0 && place < siblings.Count - 1 ? siblings[place + 1].Id : null,
            found.IsDemonstration,
            found.HasComplements && own.Recusal is null
        );
    }

    /// <summary>The others' reviews, once one's own is in. Letters follow the scores, so that they tell nothing of who wrote first.</summary>
    private async Task<IReadOnlyList<PeerReview>> PeersAsync(Review own, CancellationToken cancellation)
    {
        var peers = await db.ReviewsOfPeers(User.Viewer())
            .AsNoTracking()
            .Where(review => review.DossierId == own.DossierId)
            .Select(review => new { review.Score, review.Sheet })
            .ToListAsync(cancellation);
        return
        [
            .. peers
                .OrderByDescending(peer => peer.Score)
                .ThenBy(peer => peer.Sheet.ToCarrier, StringComparer.Ordinal)
                .Select((peer, index) => new PeerReview(((char)('A' + index)).ToString(), peer.Score, peer.Sheet)),
        ];
    }
}
