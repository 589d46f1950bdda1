using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.Recommendations;
using Portal.Web.Shared;

namespace Portal.Web.Recommendations;

/// <summary>Reports whose recommendations are followed in public, one by one.</summary>
[AllowAnonymous, PublicPage]
public sealed class ReportsController(ReportFollowing reading) : Controller
{
    [HttpGet("/reports")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("/Recommendations/Reports.cshtml", await reading.ListAsync(cancellation));

    [HttpGet("/reports/{slug}")]
    public async Task<IActionResult> Show(string slug, RecommendationState? state, CancellationToken cancellation) =>
        await reading.FindAsync(slug, state, cancellation) is { } page
            ? View("/Recommendations/Report.cshtml", page)
            : NotFound();

    [HttpGet("/reports/{slug}/{number:int}")]
    public async Task<IActionResult> Recommendation(string slug, int number, CancellationToken cancellation) =>
        await reading.OneAsync(slug, number, cancellation) is { } page
            ? View("/Recommendations/Recommendation.cshtml", page)
            : NotFound();
}
