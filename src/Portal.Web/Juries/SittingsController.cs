using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Juries;

/// <summary>A sitting before it is held: its time and place, its agenda.</summary>
public sealed class SittingsController(
    PortalDbContext db,
    SittingDesk desk,
    SittingReading reading,
    JuryReading juries,
    Texts texts
) : Controller
{
    [HttpGet("/juries/sittings/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.PageAsync(new SittingId(id), User.Viewer(), cancellation) is { } page
            ? View("Sitting", page)
            : NotFound();

    [HttpPost("/juries/sittings/{id:guid}/move")]
    public async Task<IActionResult> Move(Guid id, string? start, string? place, CancellationToken cancellation)
    {
        if (!CivilTimes.TryRead(start, out var civil))
        {
            ModelState.AddModelError(nameof(start), texts["staff.date-wrong"]);
            return await ChangeableAsync(id, "Sitting", cancellation);
        }
        var to = (place ?? "").Shortened(Sitting.PlaceLimit);
        return await ActAsync(
            id,
            async at =>
            {
                var heard = await AuditionsAsync(at.Sitting.Id, cancellation);
                at.Sitting.Move(new Deadline(civil), to, heard, User.Person(), at.Now);
                TempData["Said"] = "juries.moved";
            },
            cancellation
        );
    }

    [HttpGet("/juries/sittings/{id:guid}/cancel")]
    public Task<IActionResult> Cancelling(Guid id, CancellationToken cancellation) =>
        ChangeableAsync(id, "Cancel", cancellation);

    [HttpPost("/juries/sittings/{id:guid}/cancel")]
    public Task<IActionResult> Cancel(Guid id, CancellationToken cancellation) =>
        ActAsync(
            id,
            async at => at.Sitting.Cancel(await AuditionsAsync(at.Sitting.Id, cancellation), User.Person(), at.Now),
            cancellation
        );

    [HttpPost("/juries/sittings/{id:guid}/agenda")]
    public Task<IActionResult> Put(Guid id, Guid[] dossiers, int minutes, CancellationToken cancellation) =>
        ActAsync(
            id,
            async at =>
            {
                var titles = await juries.TitlesAsync(at.Sitting.WaveId, User.Viewer(), cancellation);
                var chosen = titles.Where(one => !one.IsKnown && dossiers.Contains(one.Dossier.Value));
                at.Sitting.PutOnAgenda(chosen.Select(one => one.Dossier), minutes, User.Person(), at.Now);
            },
            cancellation
        );

    [HttpPost("/juries/sittings/{id:guid}/agenda/{item:guid}/up")]
    public Task<IActionResult> Up(Guid id, Guid item, CancellationToken cancellation) =>
        ActAsync(id, at => Done(() => at.Sitting.MoveUp(new AgendaItemId(item))), cancellation);

    [HttpPost("/juries/sittings/{id:guid}/agenda/{item:guid}/remove")]
    public Task<IActionResult> Remove(Guid id, Guid item, CancellationToken cancellation) =>
        ActAsync(
            id,
            async at =>
            {
                var gone = at.Sitting.Item(new AgendaItemId(item));
                var hasAudition = await db.Auditions.AnyAsync(
                    one => one.SittingId == at.Sitting.Id && one.DossierId == gone.DossierId && one.CancelledAt == null,
                    cancellation
                );
                at.Sitting.TakeOffAgenda(gone.Id, hasAudition, User.Person(), at.Now);
            },
            cancellation
        );

    private async Task<IActionResult> ChangeableAsync(Guid id, string view, CancellationToken cancellation) =>
        await reading.PageAsync(new SittingId(id), User.Viewer(), cancellation) is { MayChange: true } page
            ? View(view, page)
            : NotFound();

    private Task<List<Audition>> AuditionsAsync(SittingId sitting, CancellationToken cancellation) =>
        db.Auditions.Where(one => one.SittingId == sitting).ToListAsync(cancellation);

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private async Task<IActionResult> ActAsync(Guid id, Func<SittingNow, Task> act, CancellationToken cancellation)
    {
        var inCharge = db.SittingsInChargeOf(User.Viewer());
        return await desk.ActAsync(inCharge, new SittingId(id), act, cancellation) is null
            ? NotFound()
            : Redirect($"/juries/sittings/{id}");
    }
}
