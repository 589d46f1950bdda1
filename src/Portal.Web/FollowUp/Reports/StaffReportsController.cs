using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Reports;

/// <summary>Staff reads a report, sends it back or accepts it.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffReportsController(PortalDbContext db, JudgeReport judge, ReportReading reading, Texts texts)
    : Controller
{
    /// <summary>More than any call has.</summary>
    private const decimal MostEuros = 1_000_000_000;

    [HttpGet("/staff/projects/{id:guid}/reports/{milestone}")]
    public Task<IActionResult> Show(Guid id, string milestone, int? submission, CancellationToken cancellation) =>
        PageAsync(id, milestone, submission, cancellation);

    [HttpPost("/staff/projects/{id:guid}/reports/{milestone}/send-back")]
    public async Task<IActionResult> SendBack(
        Guid id,
        string milestone,
        SendBackForm form,
        CancellationToken cancellation
    )
    {
        DateOnly? due = Answers.TryDate(form.Due ?? "", out var day) ? day : null;
        if (due is null && !string.IsNullOrWhiteSpace(form.Due))
            ModelState.AddModelError(nameof(form.Due), texts["reports.day-wrong"]);
        return await ActAsync(
            id,
            milestone,
            (nameof(form.Words), "reports.sent-back-done"),
            () =>
                judge.SendBackAsync(
                    new ProjectId(id),
                    milestone,
                    form.Submission,
                    Cleaned(form.Words),
                    due,
                    User.Viewer(),
                    cancellation
                ),
            cancellation
        );
    }

    [HttpPost("/staff/projects/{id:guid}/reports/{milestone}/accept")]
    public async Task<IActionResult> Accept(Guid id, string milestone, AcceptForm form, CancellationToken cancellation)
    {
        var isAmount = Answers.TryNumber(form.Justified ?? "", out var euros) && euros is >= 0 and <= MostEuros;
        if (!isAmount)
            ModelState.AddModelError(nameof(form.Justified), texts["reports.amount-wrong"]);
        return await ActAsync(
            id,
            milestone,
            (nameof(form.Remarks), "reports.accepted-done"),
            () =>
                judge.AcceptAsync(
                    new ProjectId(id),
                    milestone,
                    form.Submission,
                    new Money(euros),
                    Cleaned(form.Remarks),
                    User.Viewer(),
                    cancellation
                ),
            cancellation
        );
    }

    private async Task<IActionResult> ActAsync(
        Guid id,
        string milestone,
        (string Field, string Said) told,
        Func<Task<bool>> act,
        CancellationToken cancellation
    )
    {
        if (!ModelState.IsValid)
            return await PageAsync(id, milestone, submission: null, cancellation);
        try
        {
            if (!await act())
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, told.Field, texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PageAsync(id, milestone, submission: null, cancellation);
        }
        TempData["Said"] = told.Said;
        return Redirect($"/staff/projects/{id}/reports/{Uri.EscapeDataString(milestone)}");
    }

    private async Task<IActionResult> PageAsync(
        Guid id,
        string milestone,
        int? submission,
        CancellationToken cancellation
    ) =>
        await reading.OfStaffAsync(new ProjectId(id), milestone, submission, User.Viewer(), cancellation) is { } page
            ? View("/FollowUp/Reports/Read.cshtml", page)
            : NotFound();

    private static string Cleaned(string? text) =>
        (text ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal);
}
