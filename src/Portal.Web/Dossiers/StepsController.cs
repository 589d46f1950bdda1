using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>A carrier's dossier in steps: what was filed before, and taking up what was recommended.</summary>
[Authorize]
public sealed class StepsController(PortalDbContext db, FilingPages filings) : Controller
{
    [HttpPost("/dossiers/{id:guid}/take-up-again")]
    public async Task<IActionResult> TakeUpAgain(Guid id, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var dossier = await db.DossiersOf(User.Viewer())
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == new DossierId(id), cancellation);
        if (dossier is null)
            return NotFound();
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        dossier.TakeUpAgain(wave, User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        TempData["Said"] = "steps.taken-up";
        return Redirect($"/dossiers/{id}");
    }

    /// <summary>A filing of one's own team, whichever counts now.</summary>
    [HttpGet("/dossiers/{id:guid}/filings/{version:int}")]
    public async Task<IActionResult> Filing(Guid id, int version, CancellationToken cancellation) =>
        await db.SightAsync(new DossierId(id), User.Viewer(), cancellation) is { } sight
        && await filings.ReadAsync(
            db.Filings.Where(one => one.DossierId == new DossierId(id) && one.Version == version),
            $"/dossiers/{id}",
            cancellation
        )
            is { } page
            ? View("Filing", page with { Answers = page.Answers.SeenBy(sight) })
            : NotFound();
}
