using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Identity;
using Portal.Web.Shared;

namespace Portal.Web.Api.Applications;

/// <summary>The clients that a person allowed to act for them: what each may do, and its end.</summary>
[Authorize]
public sealed class ApplicationsController : Controller
{
    [HttpGet("/account/applications")]
    public async Task<IActionResult> Index([FromServices] AllowedClients clients, CancellationToken cancellation) =>
        View(await clients.OfAsync(User.Person(), cancellation));

    [HttpPost("/account/applications/{id:guid}/end")]
    public async Task<IActionResult> End(Guid id, [FromServices] EndClient end, CancellationToken cancellation)
    {
        if (!await end.RunAsync(id, User.Person(), cancellation))
            return NotFound();
        TempData["Said"] = "applications.ended";
        return RedirectToAction(nameof(Index));
    }
}
