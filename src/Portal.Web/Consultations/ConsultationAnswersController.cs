using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>Staff answers what came: group by group, and with the final plan, which somebody else publishes.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class ConsultationAnswersController(
    StaffConsultationReading reading,
    ConsultationDesk desk,
    AnswerConsultation answering,
    Texts texts
) : Controller
{
    [HttpGet("/staff/consultations/{slug}/groups")]
    public async Task<IActionResult> Groups(string slug, CancellationToken cancellation) =>
        await reading.GroupsAsync(slug, User.Viewer(), texts.Language, cancellation) is { } page
            ? View("/Consultations/Groups.cshtml", page)
            : NotFound();

    [HttpPost("/staff/consultations/{slug}/groups/propose"), Authorize(Policy = Policies.Officer)]
    public async Task<IActionResult> Propose(string slug, CancellationToken cancellation) =>
        await desk.ProposeGroupsAsync(slug, cancellation) ? Back(slug, "groups", "consultations.proposed") : NotFound();

    [HttpPost("/staff/consultations/{slug}/groups/{id:guid}"), Authorize(Policy = Policies.Officer)]
    public async Task<IActionResult> Reply(
        string slug,
        Guid id,
        string? titleFr,
        string? titleEn,
        GroupAnswer? answer,
        string? becauseFr,
        string? becauseEn,
        CancellationToken cancellation
    )
    {
        var (title, because) = (Typed(titleFr, titleEn), Typed(becauseFr, becauseEn));
        var group = new ContributionGroupId(id);
        return await desk.ReplyAsync(slug, group, title, answer, because, cancellation)
            ? Back(slug, $"groups#g-{id}", "consultations.answered-done")
            : NotFound();
    }

    [HttpGet("/staff/consultations/{slug}/plan")]
    public Task<IActionResult> Plan(string slug, CancellationToken cancellation) =>
        PlanAsync(slug, typed: null, cancellation);

    [HttpPost("/staff/consultations/{slug}/plan"), Authorize(Policy = Policies.Officer)]
    public async Task<IActionResult> Draft(string slug, FinalPlanForm form, CancellationToken cancellation)
    {
        try
        {
            var synthesis = Typed(form.SynthesisFr, form.SynthesisEn);
            if (!await desk.DraftAsync(slug, ArticlesOf(form), synthesis, User.Person(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(form.SynthesisFr), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PlanAsync(slug, form, cancellation);
        }
        return Back(slug, "plan", "consultations.drafted");
    }

    [HttpPost("/staff/consultations/{slug}/publish"), Authorize(Policy = Policies.Publisher)]
    public async Task<IActionResult> Publish(string slug, CancellationToken cancellation) =>
        await answering.RunAsync(slug, User.Person(), cancellation)
            ? Back(slug, "plan", "consultations.published")
            : NotFound();

    private async Task<IActionResult> PlanAsync(string slug, FinalPlanForm? typed, CancellationToken cancellation) =>
        await reading.FinalAsync(slug, typed, User.Viewer(), texts.Language, cancellation) is { } page
            ? View("/Consultations/FinalPlan.cshtml", page)
            : NotFound();

    private static List<PlanArticle> ArticlesOf(FinalPlanForm form) =>
        [
            .. (form.Articles ?? [])
                .Select(one => new PlanArticle(
                    one.Key ?? "",
                    Typed(one.TitleFr, one.TitleEn),
                    Typed(one.TextFr, one.TextEn)
                ))
                .Where(one => one.Text.Fr.Length > 0 || one.Text.En.Length > 0),
        ];

    private static LocalizedText Typed(string? fr, string? en) =>
        new((fr ?? "").ReplaceLineEndings("\n").Trim(), (en ?? "").ReplaceLineEndings("\n").Trim());

    private RedirectResult Back(string slug, string page, string said)
    {
        TempData["Said"] = said;
        return Redirect($"/staff/consultations/{slug}/{page}");
    }
}
