using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>Puts off the date of one dossier, once whom that hits, and with which mails, was seen and confirmed.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class ProlongController(
    PortalDbContext db,
    PortalClock clock,
    PreviewProlonging preview,
    StaffDossierPages pages,
    Texts texts
) : Controller
{
    [HttpPost("/staff/dossiers/{id:guid}/complements/{request:guid}/prolong")]
    public async Task<IActionResult> Complements(
        Guid id,
        Guid request,
        string? due,
        string? confirmed,
        [FromServices] AskForComplements ask,
        CancellationToken cancellation
    )
    {
        var (dossier, asked) = (new DossierId(id), new ComplementRequestId(request));
        if (await CallInChargeAsync(dossier, cancellation) is not { } call)
            return NotFound();
        if (await db.DueAsync(due, call, cancellation) is not { } to)
            return await WrongAsync(dossier, cancellation);
        if (await preview.OfComplementsAsync(dossier, asked, to, User.Viewer(), cancellation) is not { } seen)
            return NotFound();
        if (seen.Mark != confirmed)
            return await PageAsync(seen, "complements.prolong", due!, confirmed, cancellation);
        if (!await ask.ProlongAsync(dossier, asked, to, User.Viewer(), cancellation))
            return NotFound();
        return Done(id, "complements.prolonged");
    }

    [HttpPost("/staff/dossiers/{id:guid}/prolong-step")]
    public async Task<IActionResult> Step(
        Guid id,
        string? due,
        string? confirmed,
        [FromServices] ProlongStep prolong,
        CancellationToken cancellation
    )
    {
        var dossier = new DossierId(id);
        if (await CallInChargeAsync(dossier, cancellation) is not { } call)
            return NotFound();
        if (await db.DueAsync(due, call, cancellation) is not { } to)
            return await WrongAsync(dossier, cancellation);
        if (await preview.OfStepAsync(dossier, to, User.Viewer(), cancellation) is not { } seen)
            return NotFound();
        if (seen.Mark != confirmed)
            return await PageAsync(seen, "steps.prolong", due!, confirmed, cancellation);
        await prolong.RunAsync(dossier, to, User.Viewer(), cancellation);
        return Done(id, "steps.prolonged");
    }

    private async Task<IActionResult> PageAsync(
        Prolonging seen,
        string title,
        string typed,
        string? confirmed,
        CancellationToken cancellation
    )
    {
        var wave = seen.Dossier.WaveId.Value;
        var head = await StaffWaves.HeadAsync(db, wave, User.Viewer(), clock.GetUtcNow(), cancellation);
        var isAnother = confirmed is not null;
        return View("/Staff/Prolong.cshtml", new ProlongPage(head!, title, seen, typed, Request.Path, isAnother));
    }

    private async Task<IActionResult> WrongAsync(DossierId id, CancellationToken cancellation)
    {
        ModelState.AddModelError("due", texts["staff.date-wrong"]);
        return View("/Staff/Show.cshtml", await pages.ReadAsync(id, User.Viewer(), cancellation));
    }

    private RedirectResult Done(Guid dossier, string said)
    {
        TempData["Said"] = said;
        return Redirect($"/staff/dossiers/{dossier}");
    }

    private Task<CallId?> CallInChargeAsync(DossierId id, CancellationToken cancellation) =>
        db.DossiersInChargeOf(User.Viewer())
            .Where(one => one.Id == id)
            .Select(one => (CallId?)one.CallId)
            .SingleOrDefaultAsync(cancellation);
}

/// <summary>A later date of a dossier that waits to be confirmed.</summary>
/// <param name="Title">The key of what is done.</param>
/// <param name="Typed">The date as it was typed.</param>
/// <param name="Address">Where it is confirmed.</param>
/// <param name="IsAnother">Whether another date or number was confirmed than it would be by now.</param>
public sealed record ProlongPage(
    WaveHead Wave,
    string Title,
    Prolonging Seen,
    string Typed,
    string Address,
    bool IsAnother
);
