using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Infrastructure.FollowUp.Changes;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Changes;

/// <summary>The service grants or refuses a change, with its effect on each date in sight.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffChangesController(PortalDbContext db, ChangeReading reading, ChangeDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/staff/projects/{id:guid}/changes/{change:guid}")]
    public Task<IActionResult> Show(Guid id, Guid change, CancellationToken cancellation) =>
        PageAsync(new ProjectId(id), new ProjectChangeId(change), cancellation);

    [HttpPost("/staff/projects/{id:guid}/changes/{change:guid}")]
    public async Task<IActionResult> Answer(
        Guid id,
        Guid change,
        bool? granted,
        string? words,
        CancellationToken cancellation
    )
    {
        var (project, its) = (new ProjectId(id), new ProjectChangeId(change));
        if (granted is not { } isGranted)
        {
            ModelState.AddModelError(nameof(granted), texts["projectchanges.choose-answer"]);
            return
                await reading.OfStaffAsync(project, its, User.Viewer(), cancellation) is { Project.MayAct: true } page
                ? View("Change", page)
                : NotFound();
        }
        try
        {
            if (!await desk.AnswerAsync(project, its, isGranted, TypedFields.Said(words), User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, FieldOf, texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PageAsync(project, its, cancellation);
        }
        TempData["Said"] = isGranted ? "projectchanges.granted-done" : "projectchanges.refused-done";
        return Redirect($"/staff/projects/{id}#changes");
    }

    private async Task<IActionResult> PageAsync(ProjectId id, ProjectChangeId change, CancellationToken cancellation) =>
        await reading.OfStaffAsync(id, change, User.Viewer(), cancellation) is { } page
            ? View("Change", page)
            : NotFound();

    private static string FieldOf(Refusal refusal) =>
        refusal.Code is "project.reason-needed" or "project.text-too-long" ? "words" : "";
}
