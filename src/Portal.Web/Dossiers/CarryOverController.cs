using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>A dossier that has ended goes on at the next cut-off of its call; and what changed since.</summary>
[Authorize]
public sealed class CarryOverController(ChangesPages changes) : Controller
{
    [HttpPost("/dossiers/{id:guid}/carry-over")]
    public async Task<IActionResult> Run(Guid id, [FromServices] CarryOver carry, CancellationToken cancellation)
    {
        if (await carry.RunAsync(new DossierId(id), User.Viewer(), cancellation) is not { } carried)
            return NotFound();
        TempData["Said"] = carried.LeftBehind == 0 ? "carry.done" : "carry.done-without";
        return Redirect($"/dossiers/{carried.Next.Value}");
    }

    [HttpGet("/dossiers/{id:guid}/changes")]
    public async Task<IActionResult> Changes(Guid id, CancellationToken cancellation) =>
        await changes.OfTeamAsync(new DossierId(id), User.Viewer(), cancellation) is { } page
            ? View("Changes", page)
            : NotFound();

    [Authorize(Policy = Policies.Staff)]
    [HttpGet("/staff/dossiers/{id:guid}/changes")]
    public async Task<IActionResult> ChangesFiled(Guid id, CancellationToken cancellation) =>
        await changes.OfStaffAsync(new DossierId(id), User.Viewer(), cancellation) is { } page
            ? View("Changes", page)
            : NotFound();
}

/// <summary>Where a dossier came from and where it goes on, as its team reads it.</summary>
/// <param name="From">The earlier dossier's title and number; null where there is none, or the reader was not in its team.</param>
/// <param name="To">The title of the dossier as which it goes on.</param>
/// <param name="Ahead">Where it could go on; null where it has not ended.</param>
public sealed record CarriedPart(
    DossierId Dossier,
    CarriedDossier? From,
    CarriedDossier? To,
    CarryAhead? Ahead,
    bool Coordinates
);

public sealed record CarriedDossier(DossierId Id, string Title, string? Number);

/// <summary>Tells on a dossier's page what it began with, and that it goes on or can.</summary>
public sealed class CarryOverViewComponent(PortalDbContext db, CarryOver carry) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(DossierRow row)
    {
        var (viewer, cancellation) = (HttpContext.User.Viewer(), HttpContext.RequestAborted);
        var dossier = row.Id;
        var related = await db.DossiersOf(viewer)
            .Where(one => one.CarriedTo == dossier || one.CarriedFrom == dossier)
            .Select(one => new { one.CarriedTo, Part = new CarriedDossier(one.Id, one.Title, one.Number) })
            .ToListAsync(cancellation);
        var part = new CarriedPart(
            dossier,
            related.FirstOrDefault(one => one.CarriedTo == dossier)?.Part,
            related.FirstOrDefault(one => one.CarriedTo != dossier)?.Part,
            row.MayGoOn ? await carry.AheadAsync(dossier, viewer, cancellation) : null,
            row.Role == MemberRole.Coordinator
        );
        return part is { From: null, To: null, Ahead: null } ? Content("") : View("/Dossiers/_CarryOver.cshtml", part);
    }
}
