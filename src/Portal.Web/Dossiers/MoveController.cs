using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Takes up the form in force: first what that asks anew and what becomes of the answers, then the act.</summary>
[Authorize]
public sealed class MoveController(PortalDbContext db, PortalClock clock, MoveToForm move) : Controller
{
    [HttpGet("/dossiers/{id:guid}/form")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation)
    {
        var (dossier, viewer) = (new DossierId(id), User.Viewer());
        if (await DossierRows.ReadAsync(db, viewer, clock.GetUtcNow(), dossier, cancellation) is not [var row])
            return NotFound();
        return await move.AheadAsync(dossier, viewer, cancellation) is { } ahead
            ? View("Move", new MovePage(row, ahead))
            : Redirect($"/dossiers/{id}");
    }

    /// <param name="id">The dossier.</param>
    /// <param name="version">The version that the page told of.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpPost("/dossiers/{id:guid}/form")]
    public async Task<IActionResult> Move(Guid id, int version, CancellationToken cancellation)
    {
        var (dossier, viewer) = (new DossierId(id), User.Viewer());
        if (await DossierRows.ReadAsync(db, viewer, clock.GetUtcNow(), dossier, cancellation) is not [var row])
            return NotFound();
        if (!await move.RunAsync(dossier, version, viewer, cancellation))
            return Redirect($"/dossiers/{id}/form");
        TempData["Said"] = row.FiledAt is null ? "move.done" : "move.done-filed";
        return Redirect($"/dossiers/{id}");
    }

    /// <summary>What was answered to questions that are asked no more.</summary>
    [HttpGet("/dossiers/{id:guid}/earlier-answers")]
    public async Task<IActionResult> Earlier(Guid id, CancellationToken cancellation)
    {
        var (dossier, viewer) = (new DossierId(id), User.Viewer());
        if (await DossierRows.ReadAsync(db, viewer, clock.GetUtcNow(), dossier, cancellation) is not [var row])
            return NotFound();
        var earlier = await move.EarlierAsync(dossier, viewer, cancellation);
        return View(
            "Earlier",
            new EarlierPage(
                row,
                [
                    .. earlier.Select(one => new EarlierAnswer(
                        one.Field,
                        row.Sight.In(one.Field, one.Version.Answers),
                        one.Version.At,
                        one.Version.IsOpenConflict
                    )),
                ]
            )
        );
    }
}

public sealed record MovePage(DossierRow Dossier, MoveAhead Ahead)
{
    public bool MayMove => Ahead.Obstacle is null && Dossier.Role == MemberRole.Coordinator;
}

public sealed record EarlierPage(DossierRow Dossier, IReadOnlyList<EarlierAnswer> Answers);

/// <param name="IsAside">Whether it was set aside while somebody else wrote there.</param>
public sealed record EarlierAnswer(FormField Field, Answers Answers, DateTimeOffset At, bool IsAside);

/// <summary>Tells on a dossier's page that a newer form is in force, and where answers to earlier questions are.</summary>
public sealed class NewerFormViewComponent(MoveToForm move) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(DossierId dossier)
    {
        var (newest, hasEarlier) = await move.TellAsync(dossier, HttpContext.RequestAborted);
        return newest is null && !hasEarlier
            ? Content("")
            : View("/Dossiers/_NewerForm.cshtml", (dossier, newest, hasEarlier));
    }
}
