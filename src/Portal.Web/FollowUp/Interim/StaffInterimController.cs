using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Infrastructure.FollowUp.Interim;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Interim;

/// <summary>Staff asks experts about a project, reads their opinions, and decides whether it goes on.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffInterimController(PortalDbContext db, InterimDesk desk, InterimReading reading, Texts texts)
    : Controller
{
    private const string IsGo = "go";
    private const string IsNoGo = "no-go";

    [HttpGet("/staff/projects/{id:guid}/interim/{milestone}")]
    public Task<IActionResult> Show(Guid id, string milestone, CancellationToken cancellation) =>
        PageAsync(id, milestone, cancellation);

    [HttpPost("/staff/projects/{id:guid}/interim/{milestone}/ask")]
    public Task<IActionResult> Ask(Guid id, string milestone, Guid expert, CancellationToken cancellation) =>
        ActAsync(
            id,
            milestone,
            ("expert", "interim.asked"),
            () => desk.AskAsync(new ProjectId(id), milestone, new PersonId(expert), User.Viewer(), cancellation),
            cancellation
        );

    [HttpPost("/staff/projects/{id:guid}/interim/{milestone}/decide")]
    public async Task<IActionResult> Decide(Guid id, string milestone, DecideForm form, CancellationToken cancellation)
    {
        if (form.Go is not (IsGo or IsNoGo))
            ModelState.AddModelError(nameof(form.Go), texts["interim.choose"]);
        var words = (form.Words ?? "").ReplaceLineEndings("\n");
        return await ActAsync(
            id,
            milestone,
            (nameof(form.Words), "interim.decided"),
            () => desk.DecideAsync(new ProjectId(id), milestone, form.Go == IsGo, words, User.Viewer(), cancellation),
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
            return await PageAsync(id, milestone, cancellation);
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
            return await PageAsync(id, milestone, cancellation);
        }
        TempData["Said"] = told.Said;
        return Redirect($"/staff/projects/{id}/interim/{Uri.EscapeDataString(milestone)}");
    }

    private async Task<IActionResult> PageAsync(Guid id, string milestone, CancellationToken cancellation) =>
        await reading.OfStaffAsync(new ProjectId(id), milestone, User.Viewer(), cancellation) is { } page
            ? View("/FollowUp/Interim/Staff.cshtml", page)
            : NotFound();
}
