using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Scheduling;
using Portal.Web.Shared;

namespace Portal.Web.Admin;

/// <summary>What the portal does by itself: how each job does, and what to do where one doesn't.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class JobsController(JobBoard board, IConfiguration configuration) : Controller
{
    [HttpGet("/admin/jobs")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(
            "/Admin/Jobs.cshtml",
            new JobsPage(
                [.. (await board.ReadAsync(cancellation)).OrderBy(job => job.Health)],
                RunsHere: configuration.GetValue("Jobs:Run", defaultValue: true)
            )
        );

    [HttpPost("/admin/jobs/{name}/cancel")]
    public async Task<IActionResult> Cancel(string name, CancellationToken cancellation)
    {
        if (!RecurringJobs.Has(name))
            return NotFound();
        var asked = await board.CancelAsync(RecurringJobs.Named(name), User.Person(), cancellation);
        TempData["Said"] = asked ? "admin.job-cancelled" : "admin.job-not-running";
        return Redirect("/admin/jobs");
    }
}
