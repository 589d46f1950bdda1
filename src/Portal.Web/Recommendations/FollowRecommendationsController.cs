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
    [HttpGet("/staff/reports")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(
            "/Recommendations/StaffReports.cshtml",
            new StaffReportsPage(await reading.ListAsync(cancellation), await reading.LateAsync(cancellation))
        );

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
        var next = TypedFields.DayOf(form.NextDay);
        if (next is null && !string.IsNullOrWhiteSpace(form.NextDay))
            ModelState.AddModelError(nameof(form.NextDay), texts["consultations.day-wrong"]);
        if (!ModelState.IsValid)
            return await RefusedAsync(slug, number, form, cancellation);
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
            one.Follow(Typed(form.Owner), next, step);
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, FieldOf, texts);
            return await RefusedAsync(slug, number, form, cancellation);
        }
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "recommendations.followed";
        return Redirect($"/staff/reports/{slug}/{number}");
    }

    private async Task<IActionResult> RefusedAsync(
        string slug,
        int number,
        FollowForm form,
        CancellationToken cancellation
    )
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page((await reading.OneAsync(slug, number, cancellation))!, form);
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "recommendation.owner-missing" => nameof(FollowForm.Owner),
            "recommendation.state-missing" => nameof(FollowForm.State),
            "recommendation.evidence-missing" or "recommendation.evidence-no-address" => nameof(FollowForm.Evidence),
            _ => nameof(FollowForm.NoteFr),
        };

    private ViewResult Page(RecommendationPage page, FollowForm form) =>
        View("/Recommendations/Follow.cshtml", new FollowPage(page, form));

    private static string Typed(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}
