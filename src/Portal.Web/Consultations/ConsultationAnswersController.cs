using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Calls;
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
    public async Task<IActionResult> Reply(string slug, Guid id, GroupForm form, CancellationToken cancellation)
    {
        var group = new ContributionGroupId(id);
        if (!ModelState.IsValid)
            return await GroupsAsync(slug, group, form, [("answer", texts["shared.value-wrong"])], cancellation);
        try
        {
            var (title, because) = (Typed(form.TitleFr, form.TitleEn), Typed(form.BecauseFr, form.BecauseEn));
            return await desk.ReplyAsync(
                slug,
                group,
                title,
                form.Answer,
                because,
                form.Version,
                User.Person(),
                cancellation
            )
                ? Back(slug, $"groups#g-{id}", "consultations.answered-done")
                : NotFound();
        }
        catch (RefusedException refused)
        {
            var errors = refused.Refusals.Select(one => (FieldOf(one), texts.Of(one)));
            return await GroupsAsync(slug, group, form, errors, cancellation);
        }

        static string FieldOf(Refusal refusal) =>
            refusal.Code switch
            {
                "consultation.title-missing" => "title-fr",
                "consultation.too-long" => "because-fr",
                _ => "",
            };
    }

    /// <summary>All groups have fields of the same names: what is wrong is told at those of one alone.</summary>
    private async Task<IActionResult> GroupsAsync(
        string slug,
        ContributionGroupId refused,
        GroupForm typed,
        IEnumerable<(string Field, string Text)> errors,
        CancellationToken cancellation
    )
    {
        if (await reading.GroupsAsync(slug, User.Viewer(), texts.Language, cancellation) is not { } page)
            return NotFound();
        ModelState.Clear();
        foreach (var (field, text) in errors)
            ModelState.AddModelError(field.Length > 0 ? $"{field}-{refused.Value}" : "", text);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("/Consultations/Groups.cshtml", page with { Refused = refused, Typed = typed });
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
            var articles = ArticlesOf(form);
            if (!await desk.DraftAsync(slug, articles, synthesis, User.Person(), form.Version, cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            TellTooLong(form);
            if (ModelState.IsValid)
                ModelState.Take(refused, field: "", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PlanAsync(slug, form, cancellation);
        }
        return Back(slug, "plan", "consultations.drafted");
    }

    [HttpPost("/staff/consultations/{slug}/publish"), Authorize(Policy = Policies.Publisher)]
    public async Task<IActionResult> Publish(string slug, long read, CancellationToken cancellation)
    {
        DateTimeOffset? written = read > 0 ? new DateTimeOffset(read, TimeSpan.Zero) : null;
        return await answering.RunAsync(slug, written, User.Person(), cancellation)
            ? Back(slug, "plan", "consultations.published")
            : NotFound();
    }

    private async Task<IActionResult> PlanAsync(string slug, FinalPlanForm? typed, CancellationToken cancellation) =>
        await reading.FinalAsync(slug, typed, User.Viewer(), texts.Language, cancellation) is { } page
            ? View("/Consultations/FinalPlan.cshtml", page)
            : NotFound();

    /// <summary>At each text itself.</summary>
    private void TellTooLong(FinalPlanForm form)
    {
        Tell(nameof(form.SynthesisFr), form.SynthesisFr, Consultation.TextLength);
        Tell(nameof(form.SynthesisEn), form.SynthesisEn, Consultation.TextLength);
        foreach (var (index, article) in (form.Articles ?? []).Index())
        {
            Tell($"Articles[{index}].TitleFr", article.TitleFr, CallPresentation.LineLength);
            Tell($"Articles[{index}].TitleEn", article.TitleEn, CallPresentation.LineLength);
            Tell($"Articles[{index}].TextFr", article.TextFr, Consultation.TextLength);
            Tell($"Articles[{index}].TextEn", article.TextEn, Consultation.TextLength);
        }

        void Tell(string field, string? typed, int most)
        {
            if (typed?.Length > most)
                ModelState.AddModelError(field, texts.Of(ConsultationRefusals.TooLong(most)));
        }
    }

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
