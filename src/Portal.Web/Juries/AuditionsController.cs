using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Juries;

/// <summary>The auditions of a sitting: staff offers slots and proposes them, carriers choose.</summary>
public sealed class AuditionsController(PortalDbContext db, SittingDesk desk, AuditionReading reading, Texts texts)
    : Controller
{
    [HttpGet("/juries/sittings/{id:guid}/auditions")]
    public async Task<IActionResult> Sitting(Guid id, CancellationToken cancellation) =>
        await reading.SittingAsync(new SittingId(id), User.Viewer(), cancellation) is { } page
            ? View("Auditions", page)
            : NotFound();

    [HttpPost("/juries/sittings/{id:guid}/slots")]
    public async Task<IActionResult> Offer(Guid id, SlotsForm form, CancellationToken cancellation)
    {
        if (!CivilTimes.TryRead(form.First, out var first))
            return await WrongAsync(id, nameof(form.First), cancellation);
        return await ActAsync(
            id,
            at => at.Sitting.OfferSlots(Deadline.InstantOf(first), form.Minutes, form.Count, User.Person(), at.Now),
            cancellation
        );
    }

    [HttpPost("/juries/sittings/{id:guid}/auditions")]
    public async Task<IActionResult> Propose(Guid id, Guid[] items, string? until, CancellationToken cancellation)
    {
        if (!CivilTimes.TryRead(until, out var civil))
            return await WrongAsync(id, nameof(until), cancellation);
        var heard = await db.ItemsHeardBy(User.Viewer())
            .Where(item => item.SittingId == new SittingId(id) && items.Contains(item.Id.Value))
            .Select(item => item.DossierId)
            .ToListAsync(cancellation);
        var before = await db
            .Auditions.Where(one => one.SittingId == new SittingId(id) && heard.Contains(one.DossierId))
            .ToDictionaryAsync(one => one.DossierId, cancellation);
        return await ActAsync(id, at => Propose(at, heard, before, new Deadline(civil)), cancellation);
    }

    private void Propose(
        SittingNow at,
        IReadOnlyList<DossierId> dossiers,
        IReadOnlyDictionary<DossierId, Audition> before,
        Deadline until
    )
    {
        foreach (var dossier in dossiers)
        {
            if (before.GetValueOrDefault(dossier) is { } cancelled)
                cancelled.ProposeAgain(at.Sitting, until, User.Person(), at.Now);
            else
                db.Auditions.Add(Audition.Propose(at.Sitting, dossier, until, User.Person(), at.Now));
        }
    }

    [HttpPost("/juries/sittings/{id:guid}/auditions/{audition:guid}/cancel")]
    public async Task<IActionResult> Cancel(Guid id, Guid audition, CancellationToken cancellation)
    {
        var found = await db.Auditions.SingleOrDefaultAsync(
            one => one.Id == new AuditionId(audition) && one.SittingId == new SittingId(id),
            cancellation
        );
        return found is null ? NotFound() : await ActAsync(id, at => found.Cancel(User.Person(), at.Now), cancellation);
    }

    [HttpGet("/auditions/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.PageAsync(new AuditionId(id), User.Viewer(), cancellation) is { } page
            ? View("Audition", page)
            : NotFound();

    [HttpPost("/auditions/{id:guid}/slot")]
    public async Task<IActionResult> Choose(
        Guid id,
        Guid slot,
        [FromServices] ChooseSlot choose,
        CancellationToken cancellation
    )
    {
        if (!await choose.RunAsync(new AuditionId(id), new SlotId(slot), User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "juries.slot-chosen";
        return Redirect($"/auditions/{id}");
    }

    private async Task<IActionResult> WrongAsync(Guid id, string field, CancellationToken cancellation)
    {
        ModelState.AddModelError(field, texts["staff.date-wrong"]);
        return await Sitting(id, cancellation);
    }

    private async Task<IActionResult> ActAsync(Guid id, Action<SittingNow> act, CancellationToken cancellation)
    {
        var inCharge = db.SittingsInChargeOf(User.Viewer());
        return await desk.ActAsync(inCharge, new SittingId(id), act, cancellation) is null
            ? NotFound()
            : Redirect($"/juries/sittings/{id}/auditions");
    }
}

public sealed class SlotsForm
{
    public string? First { get; set; }

    public int Minutes { get; set; }

    public int Count { get; set; }
}
