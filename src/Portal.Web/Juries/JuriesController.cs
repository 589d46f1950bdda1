using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.Juries;

/// <summary>A jury as its members and the staff in charge have it: seats, conflicts, sittings to come.</summary>
public sealed class JuriesController(
    PortalDbContext db,
    JuryReading reading,
    JuryDesk seats,
    DeclareConflicts declare,
    RoomBell bell,
    Texts texts
) : Controller
{
    [HttpGet("/juries")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(new JuriesPage(await reading.RowsAsync(db.JuriesReadBy(User.Viewer()), User.Person(), cancellation)));

    [HttpGet("/juries/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.PageAsync(new JuryId(id), User.Viewer(), cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/juries/{id:guid}/members")]
    public async Task<IActionResult> Seat(Guid id, Guid person, JuryRole role, CancellationToken cancellation)
    {
        var wave = await db.JuriesInChargeOf(User.Viewer())
            .Where(one => one.Id == new JuryId(id))
            .Select(one => (WaveId?)one.WaveId)
            .SingleOrDefaultAsync(cancellation);
        if (!ModelState.IsValid || wave is not { } its)
            return NotFound();
        var candidates = await reading.CandidatesAsync(its, cancellation);
        if (candidates.All(one => one.Person.Value != person))
            return NotFound();
        return await SeatsAsync(
            id,
            (at, now) => at.Seat(new PersonId(person), role, User.Person(), now),
            "juries.seated",
            cancellation
        );
    }

    [HttpPost("/juries/{id:guid}/members/{person:guid}/release")]
    public Task<IActionResult> Release(Guid id, Guid person, CancellationToken cancellation) =>
        SeatsAsync(
            id,
            (at, now) => at.Release(new PersonId(person), User.Person(), now),
            "juries.released",
            cancellation
        );

    [HttpGet("/juries/{id:guid}/conflicts")]
    public async Task<IActionResult> Conflicts(Guid id, CancellationToken cancellation) =>
        await reading.ConflictsAsync(new JuryId(id), User.Viewer(), cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/juries/{id:guid}/conflicts"), TakesForms]
    public async Task<IActionResult> Declare(Guid id, CancellationToken cancellation)
    {
        if (await reading.ConflictsAsync(new JuryId(id), User.Viewer(), cancellation) is not { } page)
            return NotFound();
        var typed = new TypedConflicts(await Request.ReadFormAsync(cancellation));
        foreach (var title in page.Dossiers.Where(one => !one.IsKnown))
            if (typed.ErrorOf(title.Dossier, title.Number, texts) is var (box, error))
                ModelState.AddModelError(box, error);
        if (!ModelState.IsValid)
            return View(nameof(Conflicts), page with { Typed = typed });
        var reasons = page
            .Dossiers.Select(one => one.Dossier)
            .Where(typed.Has)
            .ToDictionary(one => one, typed.ReasonFor);
        if (await declare.RunAsync(page.Id, User.Person(), reasons, cancellation) is not { } jury)
            return NotFound();
        if (jury.InSession is { } sitting)
            await bell.RingAsync(sitting);
        TempData["Said"] = "juries.declared";
        return Redirect($"/juries/{id}");
    }

    [HttpPost("/juries/{id:guid}/sittings")]
    public async Task<IActionResult> Plan(Guid id, string? start, string? place, CancellationToken cancellation)
    {
        if (!CivilTimes.TryRead(start, out var civil))
            return await WrongAsync(id, nameof(start), cancellation);
        Sitting? planned = null;
        await seats.ActAsync(
            db.JuriesInChargeOf(User.Viewer()),
            new JuryId(id),
            (jury, now) =>
            {
                var at = (place ?? "").Shortened(Sitting.PlaceLimit);
                planned = Sitting.Plan(jury, new Deadline(civil), at, User.Person(), now);
                db.Sittings.Add(planned);
            },
            cancellation
        );
        if (planned is null)
            return NotFound();
        TempData["Said"] = "juries.planned";
        return Redirect($"/juries/sittings/{planned.Id.Value}");
    }

    private async Task<IActionResult> WrongAsync(Guid id, string field, CancellationToken cancellation)
    {
        if (await reading.PageAsync(new JuryId(id), User.Viewer(), cancellation) is not { MayAct: true } page)
            return NotFound();
        ModelState.AddModelError(field, texts["staff.date-wrong"]);
        return View(nameof(Show), page);
    }

    private async Task<IActionResult> SeatsAsync(
        Guid id,
        Action<Jury, DateTimeOffset> act,
        string said,
        CancellationToken cancellation
    )
    {
        if (await seats.ActAsync(db.JuriesInChargeOf(User.Viewer()), new JuryId(id), act, cancellation) is null)
            return NotFound();
        TempData["Said"] = said;
        return Redirect($"/juries/{id}");
    }
}
