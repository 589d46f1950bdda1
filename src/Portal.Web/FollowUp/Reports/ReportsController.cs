using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Reports;

/// <summary>The team writes the report of a milestone, submits it, and reads what was submitted.</summary>
[Authorize]
public sealed class ReportsController(
    PortalDbContext db,
    ReportDesk desk,
    ReportReading reading,
    ReportToWriteReading writing,
    Texts texts
) : Controller
{
    /// <summary>Tables of many rows have some thousands of cells; a page without scripts sends them all.</summary>
    private const int MostValues = 20_000;

    /// <param name="id">The dossier that won.</param>
    /// <param name="milestone">The milestone's key.</param>
    /// <param name="submission">A submission to be read, rather than what is written now.</param>
    /// <param name="check">Whether to tell what is missing as well.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpGet("/dossiers/{id:guid}/project/reports/{milestone}")]
    public async Task<IActionResult> Show(
        Guid id,
        string milestone,
        int? submission,
        bool check,
        CancellationToken cancellation
    )
    {
        var (dossier, viewer) = (new DossierId(id), User.Viewer());
        if (submission is null && await writing.PageAsync(dossier, milestone, check, viewer, cancellation) is { } page)
            return Writing(page);
        return await reading.OfTeamAsync(dossier, milestone, submission, viewer, cancellation) is { } read
            ? View("/FollowUp/Reports/Read.cshtml", read)
            : NotFound();
    }

    /// <summary>Saves what was typed, right or wrong.</summary>
    [HttpPost("/dossiers/{id:guid}/project/reports/{milestone}"), TakesForms]
    [RequestFormLimits(ValueCountLimit = MostValues)]
    public async Task<IActionResult> Save(Guid id, string milestone, int revision, CancellationToken cancellation)
    {
        var (dossier, draft) = (new DossierId(id), await DraftAsync(revision, cancellation));
        try
        {
            if (await desk.SaveAsync(dossier, milestone, draft, User.Viewer(), cancellation) is not { } saved)
                return NotFound();
            if (WantsProblem.Is(Request))
                return Json(new { revision = saved.Revision, savedAt = Dates.Time(saved.SavedAt!.Value) });
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            return await OvertakenAsync(dossier, milestone, draft, refused, cancellation);
        }
        TempData["Said"] = "reports.saved";
        return Redirect(PathOf(id, milestone));
    }

    /// <summary>Saves what is on the page and submits it; what is missing is told at its place.</summary>
    [HttpPost("/dossiers/{id:guid}/project/reports/{milestone}/submit"), TakesForms]
    [RequestFormLimits(ValueCountLimit = MostValues)]
    public async Task<IActionResult> Submit(Guid id, string milestone, int revision, CancellationToken cancellation)
    {
        var (dossier, draft) = (new DossierId(id), await DraftAsync(revision, cancellation));
        try
        {
            if (await desk.SubmitAsync(dossier, milestone, draft, User.Viewer(), cancellation) is not { } report)
                return NotFound();
            if (report.IsWritten)
                return Writing((await writing.PageAsync(dossier, milestone, true, User.Viewer(), cancellation))!);
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            return await OvertakenAsync(dossier, milestone, draft, refused, cancellation);
        }
        TempData["Said"] = "reports.submitted";
        return Redirect(PathOf(id, milestone));
    }

    private async Task<ReportDraft> DraftAsync(int revision, CancellationToken cancellation)
    {
        var form = await Request.ReadFormAsync(cancellation);
        return new ReportDraft(revision, section => FormReader.Read(section, form).Written);
    }

    private ViewResult Writing(WriteReportPage page)
    {
        foreach (var obstacle in page.Obstacles)
            ModelState.AddModelError($"f.{obstacle.Field}", texts.Of(obstacle.Reason));
        return View("/FollowUp/Reports/Write.cshtml", page);
    }

    /// <summary>What was typed stays on the page, beside what somebody else saved.</summary>
    private async Task<IActionResult> OvertakenAsync(
        DossierId dossier,
        string milestone,
        ReportDraft draft,
        RefusedException refused,
        CancellationToken cancellation
    )
    {
        db.ChangeTracker.Clear();
        var page = await writing.PageAsync(dossier, milestone, withMissing: false, User.Viewer(), cancellation);
        // It was submitted meanwhile.
        if (page is null)
            throw refused;
        var typed = Answers.Merge(page.Form.Sections.Select(draft.Read));
        ModelState.Take(refused, "", texts);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(
            "/FollowUp/Reports/Write.cshtml",
            page with
            {
                Answers = typed,
                Obstacles = [],
                Theirs = IsOvertaken(refused) ? new AnswersPart(page.Form, page.Answers, page.Files) : null,
            }
        );
    }

    private static bool IsOvertaken(RefusedException refused) =>
        refused.Refusals.Any(one => one.Code == FollowUpRefusals.SavedSince.Code);

    private static string PathOf(Guid dossier, string milestone) =>
        $"/dossiers/{dossier}/project/reports/{Uri.EscapeDataString(milestone)}";
}
