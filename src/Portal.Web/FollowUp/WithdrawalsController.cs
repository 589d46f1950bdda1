using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp;

/// <summary>An officer ends a project that the decision no longer funds as agreed.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class WithdrawalsController(PortalDbContext db, ProjectDesk desk, ProjectReading reading, Texts texts)
    : Controller
{
    [HttpPost("/staff/projects/{id:guid}/withdrawal")]
    public async Task<IActionResult> Withdraw(Guid id, string? reason, CancellationToken cancellation)
    {
        var (project, by) = (new ProjectId(id), User.Viewer());
        try
        {
            var isThere = await desk.ActAsync(
                project,
                by,
                (held, now) =>
                {
                    held.Withdraw(TypedFields.Said(reason), by.Id!.Value, now);
                    return Task.CompletedTask;
                },
                cancellation
            );
            if (!isThere)
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(reason), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("/FollowUp/Project.cshtml", await reading.OfStaffAsync(project, by, cancellation));
        }
        TempData["Said"] = "projects.withdrawn-done";
        return Redirect($"/staff/projects/{id}");
    }
}
