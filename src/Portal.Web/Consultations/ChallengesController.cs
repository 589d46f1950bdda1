using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>The Grands Défis: where their roadmap stands, what is put to the public, who advises.</summary>
[AllowAnonymous, PublicPage]
public sealed class ChallengesController(ConsultationReading reading) : Controller
{
    [HttpGet("/challenges")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("/Consultations/Challenges.cshtml", await reading.ChallengesAsync(cancellation));

    [HttpGet("/challenges/{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        await reading.ChallengeAsync(slug, cancellation) is { } page
            ? View("/Consultations/Challenge.cshtml", page)
            : NotFound();
}
