using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>A call's public pages as visitors will read them, for its officers beforehand.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class PreviewController(PortalDbContext db, PortalClock clock) : Controller
{
    [HttpGet("/staff/calls/{slug}/preview")]
    public async Task<IActionResult> Preview(string slug, CancellationToken cancellation) =>
        await CallAsync(slug, cancellation) is { } call
            ? View("/Calls/Show.cshtml", await PageAsync(call, cancellation))
            : NotFound();

    [HttpGet("/staff/calls/{slug}/preview/form")]
    public async Task<IActionResult> Form(string slug, CancellationToken cancellation) =>
        await CallAsync(slug, cancellation) is { } call
        && await CallReading.FormOfAsync(db, call, cancellation) is { } form
            ? View(
                "/Calls/Form.cshtml",
                new FormPage(slug, call.Presentation, form, RootOf(call)) { Steps = call.Steps }
            )
            : NotFound();

    [HttpGet("/staff/calls/{slug}/preview/eligibility")]
    public async Task<IActionResult> Eligibility(string slug, CancellationToken cancellation) =>
        await CallAsync(slug, cancellation) is { } call
            ? View(
                "/Calls/Eligibility.cshtml",
                EligibilityPage.Of(call, await PageAsync(call, cancellation), Request.Query)
            )
            : NotFound();

    private Task<CallPage> PageAsync(Call call, CancellationToken cancellation) =>
        CallReading.PageOfAsync(db, call, RootOf(call), clock.GetUtcNow(), cancellation);

    private static string RootOf(Call call) => $"{CallHead.Of(call).Root}/preview";

    private Task<Call?> CallAsync(string slug, CancellationToken cancellation) =>
        db.CallsInChargeOf(User.Viewer()).AsNoTracking().SingleOrDefaultAsync(call => call.Slug == slug, cancellation);
}
