using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Decisions.Appeals;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Decisions.Appeals;

/// <summary>A carrier contests the decision that it reads.</summary>
[Authorize]
public sealed class AppealsController(PortalDbContext db, AppealDesk appeals, AppealReading reading, Texts texts)
    : Controller
{
    [HttpGet("/dossiers/{id:guid}/appeal")]
    public Task<IActionResult> Appeal(Guid id, CancellationToken cancellation) =>
        PageAsync(id, text: null, cancellation);

    [HttpPost("/dossiers/{id:guid}/appeal")]
    public async Task<IActionResult> Lodge(Guid id, string? text, CancellationToken cancellation)
    {
        var said = (text ?? "").ReplaceLineEndings("\n");
        try
        {
            if (!await appeals.LodgeAsync(new DossierId(id), said, User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(text), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PageAsync(id, said, cancellation);
        }
        TempData["Said"] = "appeals.lodged-done";
        return Redirect($"/dossiers/{id}/appeal");
    }

    private async Task<IActionResult> PageAsync(Guid id, string? text, CancellationToken cancellation)
    {
        var (dossier, viewer) = (new DossierId(id), User.Viewer());
        if (await appeals.FindAsync(dossier, viewer, cancellation) is not { } told)
            return NotFound();
        var now = await db.NowAsync(cancellation);
        if (await DossierRows.ReadAsync(db, viewer, now, dossier, cancellation) is not [var row])
            return NotFound();
        var obstacle = told.Obstacle ?? (row.Role == MemberRole.Coordinator ? null : AppealRefusals.OnlyCoordinator);
        var parts = await reading.PartsAsync(told.Appeals, now, cancellation);
        var page = new AppealPage(row, told.Until, !told.Until.Accepts(now), obstacle, parts, text);
        return View("/Decisions/Appeals/Appeal.cshtml", page);
    }
}
