using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>A winner gives the aid up: what that means first, then the act. The coordinator's alone.</summary>
[Authorize]
public sealed class DeclineController(PortalDbContext db, PortalClock clock, DeclineAid decline) : Controller
{
    [HttpGet("/dossiers/{id:guid}/decline")]
    public async Task<IActionResult> Decline(Guid id, CancellationToken cancellation)
    {
        var (dossier, viewer) = (new DossierId(id), User.Viewer());
        if (await decline.OfferedAsync(dossier, viewer, cancellation) is not { Amount: { } amount } offered)
            return NotFound();
        if (offered.DeclinedAt is not null)
            return Redirect($"/dossiers/{id}");
        return await DossierRows.ReadAsync(db, viewer, clock.GetUtcNow(), dossier, cancellation) is [var row]
            ? View("/Dossiers/Decline.cshtml", new DeclinePage(row, amount))
            : NotFound();
    }

    [HttpPost("/dossiers/{id:guid}/decline")]
    public async Task<IActionResult> Confirm(Guid id, CancellationToken cancellation)
    {
        if (!await decline.RunAsync(new DossierId(id), User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "dossiers.declined-done";
        return Redirect($"/dossiers/{id}");
    }
}

public sealed record DeclinePage(DossierRow Dossier, Money Amount);
