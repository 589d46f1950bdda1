using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Retention;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Retention;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>A draft that will be erased: when, how to take it away, and how to keep it.</summary>
[Authorize]
public sealed class KeepController(PortalDbContext db, HeldDrafts held, RetentionRules rules) : Controller
{
    [HttpGet("/dossiers/{id:guid}/keep")]
    public async Task<IActionResult> Keep(Guid id, CancellationToken cancellation)
    {
        var draft = await db.DossiersOf(User.Viewer())
            .AsNoTracking()
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == new DossierId(id) && one.Number == null, cancellation);
        if (draft is null)
            return NotFound();
        var now = await db.NowAsync(cancellation);
        var due = await held.EndingAsync(now, id, cancellation) is [{ Held: var ending }]
            ? ending.DueAt(now)
            : (DateTimeOffset?)null;
        var days = (await rules.ReadAsync(cancellation)).DaysOf(RetainedKind.UnfiledDraft, draft.CallId);
        return View(new KeepPage(id, draft.Title, due, days, draft.Writes(User.Person())));
    }

    [HttpPost("/dossiers/{id:guid}/keep")]
    public async Task<IActionResult> Run(Guid id, CancellationToken cancellation)
    {
        var draft = await db.DossiersOf(User.Viewer())
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == new DossierId(id) && one.Number == null, cancellation);
        if (draft is null)
            return NotFound();
        draft.Keep(User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "retention.kept";
        return Redirect($"/dossiers/{id}");
    }
}

/// <param name="Due">From when on it is erased; null while its time is far.</param>
/// <param name="Days">How long the rule keeps it.</param>
/// <param name="MayKeep">Not who only reads it.</param>
public sealed record KeepPage(Guid Id, string Title, DateTimeOffset? Due, int Days, bool MayKeep);
