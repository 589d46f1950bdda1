using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.Reviews;

/// <summary>What was written of a synthesis, save by save, for its rapporteur, who takes an earlier version up again.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class SynthesisVersionsController(PortalDbContext db, PortalClock clock) : Controller
{
    [HttpGet("/reviews/{id:guid}/synthesis/versions")]
    public async Task<IActionResult> Versions(Guid id, int? before, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not { } found)
            return NotFound();
        var grid = await db.Grids.AsNoTracking().SingleAsync(one => one.Id == found.Synthesis.GridId, cancellation);
        var versions = await VersionsOf(found.Synthesis)
            .AsNoTracking()
            .Where(one => before == null || one.Revision < before)
            .OrderByDescending(one => one.Revision)
            .Take(VersionsPart.PageSize + 1)
            .ToListAsync(cancellation);
        var door = await db.DoorOfAsync(found.Own.DossierId, cancellation);
        var isOpen = found.Synthesis.SubmittedAt is null && door.Obstacle is null;
        var rows = versions.Select(one => RowOf(one, found.Synthesis, grid)).ToList();
        var part = VersionsPart.Of($"/reviews/{id}/synthesis/versions", found.Synthesis.Revision, isOpen, rows);
        return View("SynthesisVersions", new ReviewVersionsPage(found.Own.Id, found.Number, found.Title, part));
    }

    /// <summary>Takes an earlier version up again: a save like any other.</summary>
    [HttpPost("/reviews/{id:guid}/synthesis/versions/{number:int}/restore")]
    public async Task<IActionResult> Restore(Guid id, int number, int revision, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not { } found)
            return NotFound();
        var version = await VersionsOf(found.Synthesis)
            .SingleOrDefaultAsync(one => one.Revision == number, cancellation);
        if (version is null)
            return NotFound();
        var door = await db.DoorOfAsync(found.Own.DossierId, cancellation);
        found.Synthesis.Restore(version, revision, found.Own, door, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "reviews.restored";
        return Redirect($"/reviews/{id}/synthesis");
    }

    /// <summary>What an earlier rapporteur wrote goes with it, unless they turned out to be in conflict.</summary>
    private IQueryable<SynthesisVersion> VersionsOf(Synthesis synthesis) =>
        db.Set<SynthesisVersion>()
            .Where(one => one.SynthesisId == synthesis.Id && !db.ReviewsInConflict().Any(kept => kept.Id == one.By));

    private Task<Found?> LoadAsync(Guid id, CancellationToken cancellation) =>
        (
            from own in db.ReviewsOf(User.Viewer())
            where own.Id == new ReviewId(id) && own.SubmittedAt != null && own.Recusal == null
            join synthesis in db.SynthesesThatCount() on own.Id equals synthesis.Rapporteur
            join dossier in db.Dossiers on own.DossierId equals dossier.Id
            join filing in db.Filings on own.FilingId equals filing.Id
            select new Found(own, synthesis, dossier.Number!, filing.Title)
        ).SingleOrDefaultAsync(cancellation);

    private static ReviewVersionRow RowOf(SynthesisVersion version, Synthesis synthesis, Grid grid) =>
        new(
            version.Revision,
            version.At,
            ReviewVersionKind.Written,
            version.Revision == synthesis.Revision,
            new ReadSheet(grid, version.Sheet)
        );

    private sealed record Found(Review Own, Synthesis Synthesis, string Number, string Title);
}
