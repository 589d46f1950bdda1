using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Recommendations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.FollowUp;
using Portal.Web.Shared;

namespace Portal.Web.Recommendations;

/// <summary>Officers say where a recommendation stands; what was said before stays.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class FollowRecommendationsController(PortalDbContext db, ReportFollowing reading, Texts texts)
    : Controller
{
    [HttpGet("/staff/reports/{slug}/{number:int}")]
    public async Task<IActionResult> Show(string slug, int number, CancellationToken cancellation) =>
        await reading.OneAsync(slug, number, cancellation) is { } page
            ? Page(
                page,
                new FollowForm(
                    page.Row.State,
                    page.Row.Owner,
                    page.Row.NextDay?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    null,
                    null,
                    null
                )
            )
            : NotFound();

    [HttpPost("/staff/reports/{slug}/{number:int}")]
    public async Task<IActionResult> Follow(string slug, int number, FollowForm form, CancellationToken cancellation)
    {
        var one = await db.Recommendations.SingleOrDefaultAsync(
            it => it.Report == slug && it.Number == number,
            cancellation
        );
        if (one is null)
            return NotFound();
        try
        {
            var note = new LocalizedText(Typed(form.NoteFr), Typed(form.NoteEn));
            var state = form.State ?? throw new RefusedException(RecommendationRefusals.StateMissing);
            var step = new RecommendationStep(
                state,
                note,
                Typed(form.Evidence),
                User.Person(),
                await db.NowAsync(cancellation)
            );
            one.Follow(Typed(form.Owner), TypedFields.DayOf(form.NextDay), step);
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(form.NoteFr), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page((await reading.OneAsync(slug, number, cancellation))!, form);
        }
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "recommendations.followed";
        return Redirect($"/staff/reports/{slug}/{number}");
    }

    private ViewResult Page(RecommendationPage page, FollowForm form) =>
        View("/Recommendations/Follow.cshtml", new FollowPage(page, form));

    private static string Typed(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}
