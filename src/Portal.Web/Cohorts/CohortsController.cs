using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.Cohorts;

/// <summary>The public page of a cohort: who is in it, who guides it, and what each has reached.</summary>
[AllowAnonymous, PublicPage]
public sealed class CohortsController(CohortReading reading) : Controller
{
    [HttpGet("/cohorts/{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        await reading.FindAsync(slug, cancellation) is { } page ? View(page) : NotFound();
}
