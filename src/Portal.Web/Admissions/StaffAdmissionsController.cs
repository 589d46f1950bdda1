using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Web.Shared;

namespace Portal.Web.Admissions;

/// <summary>Who of a wave is admitted, waits or lacks a criterion.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffAdmissionsController(StaffAdmissions reading) : Controller
{
    [HttpGet("/staff/waves/{id:guid}/admissions")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation) =>
        await reading.FindAsync(new WaveId(id), User.Viewer(), cancellation) is { } page
            ? View("/Admissions/StaffAdmissions.cshtml", page)
            : NotFound();
}
