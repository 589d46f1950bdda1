using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Decisions.Rankings;

/// <summary>The rankings of a wave: as scores were given and adjusted, and each as it was when a jury saw it.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class RankingsController(RankingReading reading, RankingRuns runs, Texts texts) : Controller
{
    private const string ByMean = "mean";

    [HttpGet("/staff/waves/{id:guid}/ranking")]
    public async Task<IActionResult> Ranking(Guid id, string? by, CancellationToken cancellation) =>
        await reading.PageOfAsync(id, User.Viewer(), by == ByMean, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/waves/{id:guid}/ranking")]
    public async Task<IActionResult> Ask(Guid id, RankingForm form, CancellationToken cancellation)
    {
        try
        {
            var (dossiers, envelope) = (DossiersOf(form), EnvelopeOf(form));
            if (
                ModelState.IsValid
                && await runs.AskAsync(new WaveId(id), FundingTerms.Of(dossiers, envelope), User.Viewer(), cancellation)
                    is { } run
            )
                return Redirect($"/staff/rankings/{run.Value}");
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(form.Dossiers), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
        }
        var page = await reading.PageOfAsync(id, User.Viewer(), byMean: false, cancellation);
        return page is { Wave.MayAct: true } ? View(nameof(Ranking), page) : NotFound();
    }

    [HttpGet("/staff/rankings/{id:guid}")]
    public async Task<IActionResult> Run(Guid id, string? by, CancellationToken cancellation) =>
        await reading.RunAsync(id, User.Viewer(), by == ByMean, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/rankings/{id:guid}/again")]
    public async Task<IActionResult> TryAgain(Guid id, CancellationToken cancellation) =>
        await runs.TryAgainAsync(new RankingRunId(id), User.Viewer(), cancellation)
            ? Redirect($"/staff/rankings/{id}")
            : NotFound();

    [HttpGet("/staff/rankings/{id:guid}/sensitivity")]
    public async Task<IActionResult> Sensitivity(
        Guid id,
        [FromServices] SensitivityReading sensitivity,
        CancellationToken cancellation
    ) => await sensitivity.PageOfAsync(id, User.Viewer(), cancellation) is { } page ? View(page) : NotFound();

    private int? DossiersOf(RankingForm form)
    {
        if (string.IsNullOrWhiteSpace(form.Dossiers))
            return null;
        if (
            int.TryParse(form.Dossiers.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
        )
            return number;
        ModelState.AddModelError(nameof(form.Dossiers), texts["ranking.number-wrong"]);
        return null;
    }

    private Money? EnvelopeOf(RankingForm form)
    {
        if (string.IsNullOrWhiteSpace(form.Envelope))
            return null;
        if (Answers.TryNumber(form.Envelope, out var euros) && euros is > 0 and <= 1_000_000_000_000)
            return new Money(euros);
        ModelState.AddModelError(nameof(form.Envelope), texts["ranking.envelope-wrong"]);
        return null;
    }
}
