using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.FollowUp.Interim;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Interim;

/// <summary>What an expert thinks of a project at its interim review.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class OpinionsController(PortalDbContext db, OpinionDesk desk, OpinionReading reading, Texts texts)
    : Controller
{
    private const string RecommendationName = "recommendation";

    [HttpGet("/reviews/interim/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.PageOfAsync(new OpinionId(id), User.Viewer(), cancellation) is { } page ? Page(page) : NotFound();

    [HttpPost("/reviews/interim/{id:guid}/begin")]
    public async Task<IActionResult> Begin(Guid id, CancellationToken cancellation) =>
        await desk.BeginAsync(new OpinionId(id), User.Viewer(), cancellation) is null
            ? NotFound()
            : Redirect(PathOf(id));

    [HttpPost("/reviews/interim/{id:guid}/recuse")]
    public async Task<IActionResult> Recuse(Guid id, string? reason, CancellationToken cancellation)
    {
        var words = (reason ?? "").ReplaceLineEndings("\n");
        try
        {
            if (await desk.RecuseAsync(new OpinionId(id), words, User.Viewer(), cancellation) is null)
                return NotFound();
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(id, refused, nameof(reason), typed: null, cancellation);
        }
        TempData["Said"] = "interim.recused";
        return Redirect("/reviews");
    }

    [HttpPost("/reviews/interim/{id:guid}"), TakesForms]
    public async Task<IActionResult> Save(Guid id, int revision, CancellationToken cancellation)
    {
        var typed = await TypedAsync(revision, cancellation);
        try
        {
            if (await desk.SaveAsync(new OpinionId(id), typed, User.Viewer(), cancellation) is not { } saved)
                return NotFound();
            if (WantsProblem.Is(Request))
                return Json(new { revision = saved.Revision, savedAt = Dates.Time(saved.SavedAt!.Value) });
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            return await RefusedAsync(id, refused, "", typed, cancellation);
        }
        TempData["Said"] = "interim.saved";
        return Redirect(PathOf(id));
    }

    /// <summary>Saves what is on the page and submits it; what is missing is told at its place.</summary>
    [HttpPost("/reviews/interim/{id:guid}/submit"), TakesForms]
    public async Task<IActionResult> Submit(Guid id, int revision, CancellationToken cancellation)
    {
        var typed = await TypedAsync(revision, cancellation);
        try
        {
            if (await desk.SubmitAsync(new OpinionId(id), typed, User.Viewer(), cancellation) is not { } opinion)
                return NotFound();
            if (opinion.SubmittedAt is null)
                return await LackingAsync(opinion, cancellation);
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(id, refused, "", typed, cancellation);
        }
        TempData["Said"] = "interim.submitted";
        return Redirect(PathOf(id));
    }

    private async Task<IActionResult> LackingAsync(InterimOpinion opinion, CancellationToken cancellation)
    {
        foreach (var obstacle in opinion.Obstacles)
            ModelState.AddModelError(SheetReader.NameOf(obstacle.Place), texts.Of(obstacle.Reason));
        if (opinion.Recommendation is null)
            ModelState.AddModelError(RecommendationName, texts.Of(FollowUpRefusals.RecommendationMissing));
        return Page((await reading.PageOfAsync(opinion.Id, User.Viewer(), cancellation))!);
    }

    private async Task<TypedOpinion> TypedAsync(int revision, CancellationToken cancellation)
    {
        var form = await Request.ReadFormAsync(cancellation);
        Recommendation? chosen = Enum.TryParse<Recommendation>(form[RecommendationName], out var one) ? one : null;
        return new TypedOpinion(
            revision,
            chosen is { } known && Enum.IsDefined(known) ? chosen : null,
            grid => SheetReader.Read(grid, form)
        );
    }

    /// <summary>What was typed stays on the page, beside what is saved.</summary>
    private async Task<IActionResult> RefusedAsync(
        Guid id,
        RefusedException refused,
        string field,
        TypedOpinion? typed,
        CancellationToken cancellation
    )
    {
        db.ChangeTracker.Clear();
        var page = (await reading.PageOfAsync(new OpinionId(id), User.Viewer(), cancellation))!;
        ModelState.Take(refused, field, texts);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page(
            typed is not null && page.IsOpen
                ? page with
                {
                    Sheet = typed.Sheet(page.Grid),
                    Recommendation = typed.Recommendation,
                    Theirs = page.Sheet,
                }
                : page
        );
    }

    private static string PathOf(Guid id) => $"/reviews/interim/{id}";

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
