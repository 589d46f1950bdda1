using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp;

/// <summary>A winner's project: the page of its team, and that of staff.</summary>
[Authorize]
public sealed class ProjectsController(ProjectReading reading) : Controller
{
    [HttpGet("/dossiers/{id:guid}/project")]
    public async Task<IActionResult> OfTeam(Guid id, CancellationToken cancellation) =>
        Page(await reading.OfTeamAsync(new DossierId(id), User.Viewer(), cancellation));

    [HttpGet("/staff/projects/{id:guid}"), Authorize(Policy = Policies.Staff)]
    public async Task<IActionResult> OfStaff(Guid id, CancellationToken cancellation) =>
        Page(await reading.OfStaffAsync(new ProjectId(id), User.Viewer(), cancellation));

    private IActionResult Page(ProjectPage? page) => page is null ? NotFound() : View("Project", page);
}
