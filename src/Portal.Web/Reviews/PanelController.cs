using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Reviews;

/// <summary>What an expert does once a wave: sign the charter, declare conflicts for all titles on one page.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class PanelController(PortalDbContext db, Texts texts) : Controller
{
    [HttpGet("/reviews/panels/{id:guid}/charter")]
    public async Task<IActionResult> Charter(Guid id, CancellationToken cancellation) =>
        await LoadAsync(id, cancellation) is var (expert, call, wave)
            ? View(new CharterPage(expert.Id, call, wave, expert.CharterSignedAt))
            : NotFound();

    [HttpPost("/reviews/panels/{id:guid}/charter")]
    public async Task<IActionResult> Sign(Guid id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (expert, _, _))
            return NotFound();
        expert.SignCharter(await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        return Redirect($"/reviews/panels/{id}/conflicts");
    }

    [HttpGet("/reviews/panels/{id:guid}/conflicts")]
    public async Task<IActionResult> Conflicts(Guid id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (expert, call, wave))
            return NotFound();
        // Titles are confidential too: they are shown once the charter is signed.
        if (expert.CharterSignedAt is null)
            return Redirect($"/reviews/panels/{id}/charter");
        return View(new ConflictsPage(expert.Id, call, wave, await DossiersAsync(expert, cancellation)));
    }

    [HttpPost("/reviews/panels/{id:guid}/conflicts"), TakesForms]
    public async Task<IActionResult> Declare(Guid id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is not var (expert, call, wave))
            return NotFound();
        var typed = new TypedConflicts(await Request.ReadFormAsync(cancellation));
        var rows = await DossiersAsync(expert, cancellation);
        foreach (var row in rows.Where(row => !row.IsDeclared))
            if (typed.ErrorOf(row.Dossier, row.Number, texts) is var (box, error))
                ModelState.AddModelError(box, error);
        if (!ModelState.IsValid)
            return View(nameof(Conflicts), new ConflictsPage(expert.Id, call, wave, rows) { Typed = typed });
        var reasons = rows.Select(row => row.Dossier).Where(typed.Has).ToDictionary(one => one, typed.ReasonFor);
        var now = await db.NowAsync(cancellation);
        expert.DeclareConflicts(reasons, now);
        foreach (var review in await HeldAsync(expert, reasons.Keys, cancellation))
            review.GiveBack(reasons[review.DossierId], now);
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "reviews.declared";
        return Redirect("/reviews");
    }

    private Task<List<Review>> HeldAsync(
        Expert expert,
        ICollection<DossierId> dossiers,
        CancellationToken cancellation
    ) =>
        db
            .Reviews.Where(review => review.ExpertId == expert.Id && dossiers.Contains(review.DossierId))
            .ToListAsync(cancellation);

    private async Task<(Expert Expert, CallPresentation Call, int Wave)?> LoadAsync(
        Guid id,
        CancellationToken cancellation
    )
    {
        var expert = await db
            .Experts.Include(one => one.Pool.Conflicts)
            .SingleOrDefaultAsync(one => one.Id == new ExpertId(id) && one.Person == User.Person(), cancellation);
        if (expert is null)
            return null;
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == expert.WaveId, cancellation);
        return (
            expert,
            await db
                .Calls.Where(call => call.Id == wave.CallId)
                .Select(call => call.Presentation)
                .SingleAsync(cancellation),
            wave.Number
        );
    }

    private async Task<IReadOnlyList<ConflictRow>> DossiersAsync(Expert expert, CancellationToken cancellation)
    {
        var rows = await (
            from dossier in db.Dossiers
            where dossier.WaveId == expert.WaveId && dossier.Eligibility!.IsEligible
            join filing in db.Filings on dossier.FilingId equals filing.Id
            orderby dossier.Number
            select new
            {
                dossier.Id,
                dossier.Number,
                filing.Title,
                Lead = db.Waves.Any(wave => wave.Id == dossier.WaveId && wave.Terms.CarrierHidden) ? null : filing.Lead,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(row => new ConflictRow(
                row.Id,
                row.Number!,
                row.Title,
                row.Lead,
                expert.IsInConflictWith(row.Id)
            )),
        ];
    }
}
