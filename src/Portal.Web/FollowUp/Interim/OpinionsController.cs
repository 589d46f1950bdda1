using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.Reviews;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Interim;

/// <summary>What an expert thinks of a project at its interim review.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class OpinionsController(PortalDbContext db, OpinionReading reading, Texts texts) : Controller
{
    private const string RecommendationName = "recommendation";

    [HttpGet("/reviews/interim/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.PageOfAsync(new OpinionId(id), User.Viewer(), cancellation) is { } page ? Page(page) : NotFound();

    /// <summary>Says that no conflict keeps the expert from it: the first save, of nothing yet.</summary>
    [HttpPost("/reviews/interim/{id:guid}/begin")]
    public async Task<IActionResult> Begin(Guid id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (opinion, milestone))
            return NotFound();
        // Pressing twice changes nothing.
        if (opinion.SavedAt is null)
        {
            opinion.Save(ReviewSheet.Blank, null, opinion.Revision, milestone, await db.NowAsync(cancellation));
            await db.SaveChangesAsync(cancellation);
        }
        return Redirect($"/reviews/interim/{id}");
    }

    [HttpPost("/reviews/interim/{id:guid}/recuse")]
    public async Task<IActionResult> Recuse(Guid id, string? reason, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (opinion, _))
            return NotFound();
        try
        {
            opinion.StepAside((reason ?? "").ReplaceLineEndings("\n"), await db.NowAsync(cancellation));
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(opinion.Id, refused, "reason", typed: null, cancellation);
        }
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "interim.recused";
        return Redirect("/reviews");
    }

    [HttpPost("/reviews/interim/{id:guid}"), TakesForms]
    public async Task<IActionResult> Save(Guid id, int revision, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (opinion, milestone))
            return NotFound();
        var typed = await TypedAsync(opinion, cancellation);
        try
        {
            await SaveAsync(opinion, milestone, typed, revision, cancellation);
        }
        catch (Exception overtaken)
            when (overtaken is RefusedException or DbUpdateConcurrencyException && !WantsProblem.Is(Request))
        {
            return await RefusedAsync(opinion.Id, Refused(overtaken), "", typed, cancellation);
        }
        if (WantsProblem.Is(Request))
            return Json(new { revision = opinion.Revision, savedAt = Dates.Time(opinion.SavedAt!.Value) });
        TempData["Said"] = "interim.saved";
        return Redirect($"/reviews/interim/{id}");
    }

    /// <summary>Saves what is on the page and submits it; what is missing is told at its place.</summary>
    [HttpPost("/reviews/interim/{id:guid}/submit"), TakesForms]
    public async Task<IActionResult> Submit(Guid id, int revision, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (opinion, milestone))
            return NotFound();
        if (opinion.SubmittedAt is null)
        {
            var typed = await TypedAsync(opinion, cancellation);
            try
            {
                await SaveAsync(opinion, milestone, typed, revision, cancellation);
            }
            catch (Exception overtaken) when (overtaken is RefusedException or DbUpdateConcurrencyException)
            {
                return await RefusedAsync(opinion.Id, Refused(overtaken), "", typed, cancellation);
            }
            if (!IsWhole(opinion))
                return Page((await reading.PageOfAsync(opinion.Id, User.Viewer(), cancellation))!);
            opinion.Submit(milestone, await db.NowAsync(cancellation));
            await db.SaveChangesAsync(cancellation);
        }
        TempData["Said"] = "interim.submitted";
        return Redirect($"/reviews/interim/{id}");
    }

    private async Task SaveAsync(
        InterimOpinion opinion,
        Milestone milestone,
        (ReviewSheet Sheet, Recommendation? Recommendation) typed,
        int revision,
        CancellationToken cancellation
    )
    {
        opinion.Save(typed.Sheet, typed.Recommendation, revision, milestone, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
    }

    private bool IsWhole(InterimOpinion opinion)
    {
        foreach (var obstacle in opinion.Obstacles)
            ModelState.AddModelError(SheetReader.NameOf(obstacle.Place), texts.Of(obstacle.Reason));
        if (opinion.Recommendation is null)
            ModelState.AddModelError(RecommendationName, texts.Of(FollowUpRefusals.RecommendationMissing));
        return ModelState.IsValid;
    }

    private async Task<(ReviewSheet Sheet, Recommendation? Recommendation)> TypedAsync(
        InterimOpinion opinion,
        CancellationToken cancellation
    )
    {
        var form = await Request.ReadFormAsync(cancellation);
        Recommendation? chosen = Enum.TryParse<Recommendation>(form[RecommendationName], out var one) ? one : null;
        return (SheetReader.Read(opinion.Grid, form), chosen is { } known && Enum.IsDefined(known) ? chosen : null);
    }

    private async Task<(InterimOpinion Opinion, Milestone Milestone)?> LoadAsync(
        Guid id,
        CancellationToken cancellation
    )
    {
        var opinion = await db.OpinionsOf(User.Viewer())
            .SingleOrDefaultAsync(one => one.Id == new OpinionId(id), cancellation);
        return opinion is null
            ? null
            : (opinion, await db.Milestones.SingleAsync(one => one.Id == opinion.MilestoneId, cancellation));
    }

    private static RefusedException Refused(Exception overtaken) =>
        overtaken as RefusedException ?? new RefusedException(FollowUpRefusals.SavedSince);

    /// <summary>What was typed stays on the page.</summary>
    private async Task<IActionResult> RefusedAsync(
        OpinionId id,
        RefusedException refused,
        string field,
        (ReviewSheet Sheet, Recommendation? Recommendation)? typed,
        CancellationToken cancellation
    )
    {
        db.ChangeTracker.Clear();
        var page = (await reading.PageOfAsync(id, User.Viewer(), cancellation))!;
        ModelState.Take(refused, field, texts);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page(
            typed is { } kept && page.IsOpen
                ? page with
                {
                    Sheet = kept.Sheet,
                    Recommendation = kept.Recommendation,
                    Theirs = page.Sheet,
                }
                : page
        );
    }

    private ViewResult Page(OpinionPage page) => View("/FollowUp/Interim/Opinion.cshtml", page);
}

/// <summary>What an expert is asked about projects; nothing where they aren't.</summary>
public sealed class InterimOpinionsViewComponent(OpinionReading reading) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        await reading.ListAsync(HttpContext.User.Viewer(), HttpContext.RequestAborted) is { Count: > 0 } rows
            ? View("/FollowUp/Interim/_Opinions.cshtml", rows)
            : Content("");
}
