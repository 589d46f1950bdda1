using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.Admissions;

/// <summary>The public catalogue: referenced services with the state of each criterion, and solutions that won.</summary>
[AllowAnonymous, PublicPage]
public sealed class CatalogueController(AdmissionReading reading) : Controller
{
    [HttpGet("/catalogue")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("/Admissions/Catalogue.cshtml", await reading.CatalogueAsync(cancellation));

    [HttpGet("/catalogue/{slug}/{number}")]
    public async Task<IActionResult> Service(string slug, string number, CancellationToken cancellation) =>
        await reading.ServiceAsync(slug, number, cancellation) is { } row
            ? View("/Admissions/Service.cshtml", row)
            : NotFound();
}
