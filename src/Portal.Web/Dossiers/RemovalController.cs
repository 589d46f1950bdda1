using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>A draft that was begun by mistake: what goes with it, removing it, bringing it back.</summary>
[Authorize]
public sealed class RemovalController(PortalDbContext db, RemoveDraft drafts) : Controller
{
    [HttpGet("/dossiers/{id:guid}/remove")]
    public async Task<IActionResult> Remove(Guid id, CancellationToken cancellation)
    {
        var dossier = await db.DossiersOf(User.Viewer())
            .AsNoTracking()
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == new DossierId(id), cancellation);
        if (dossier is null)
            return NotFound();
        if (dossier.ObstacleToRemoving(User.Person()) is { } obstacle)
            throw new RefusedException(obstacle);
        return View(await PageOfAsync(dossier, cancellation));
    }

    [HttpPost("/dossiers/{id:guid}/remove")]
    public async Task<IActionResult> Run(Guid id, CancellationToken cancellation)
    {
        if (!await drafts.RunAsync(new DossierId(id), User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "removal.done";
        return Redirect("/dossiers");
    }

    [HttpPost("/dossiers/{id:guid}/restore")]
    public async Task<IActionResult> Restore(Guid id, CancellationToken cancellation)
    {
        if (!await drafts.RestoreAsync(new DossierId(id), User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "removal.restored";
        return Redirect($"/dossiers/{id}");
    }

    private async Task<RemovePage> PageOfAsync(Dossier dossier, CancellationToken cancellation) =>
        new(
            dossier.Id,
            dossier.Title,
            await db.Sections.CountAsync(one => one.DossierId == dossier.Id && one.Revision > 0, cancellation),
            await db.AttachmentsOfDraft(dossier.Id).CountAsync(cancellation),
            dossier.Members.Count - 1,
            await db.TeamInvitations.CountAsync(one => one.DossierId == dossier.Id && one.Answer == null, cancellation),
            await db.Messages.CountAsync(one => one.DossierId == dossier.Id && one.Retraction == null, cancellation),
            await db.NowAsync(cancellation) + Dossier.Restorable
        );
}

/// <summary>What goes with a draft, in numbers.</summary>
/// <param name="Sections">Sections in which something was saved.</param>
/// <param name="Others">The team but for the coordinator.</param>
/// <param name="Until">Until when it can be brought back, where it is removed now.</param>
public sealed record RemovePage(
    DossierId Dossier,
    string Title,
    int Sections,
    int Files,
    int Others,
    int Invitations,
    int Messages,
    DateTimeOffset Until
);

/// <summary>A removed draft that its coordinator can still bring back.</summary>
public sealed record RemovedDraft(DossierId Id, string Title, DateTimeOffset At, DateTimeOffset Until);

/// <summary>Lists, under one's dossiers, the drafts that one removed and can bring back.</summary>
public sealed class RemovedDraftsViewComponent(PortalDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var (viewer, cancellation) = (HttpContext.User.Viewer(), HttpContext.RequestAborted);
        var removed = await db.DraftsRestorableBy(viewer, await db.NowAsync(cancellation))
            .OrderByDescending(one => one.Removal!.At)
            .Select(one => new
            {
                one.Id,
                one.Title,
                one.Removal!.At,
            })
            .ToListAsync(cancellation);
        return removed.Count == 0
            ? Content("")
            : View(
                "/Dossiers/_Removed.cshtml",
                removed.Select(one => new RemovedDraft(one.Id, one.Title, one.At, one.At + Dossier.Restorable)).ToList()
            );
    }
}
