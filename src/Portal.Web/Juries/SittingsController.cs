using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Juries;

/// <summary>A sitting before it is held: its agenda.</summary>
public sealed class SittingsController(PortalDbContext db, SittingDesk desk, SittingReading reading, JuryReading juries)
    : Controller
{
    [HttpGet("/juries/sittings/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.PageAsync(new SittingId(id), User.Viewer(), cancellation) is { } page
            ? View("Sitting", page)
            : NotFound();

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

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private async Task<IActionResult> ActAsync(Guid id, Func<SittingNow, Task> act, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        var inCharge = db.Sittings.Where(one => db.WavesInChargeOf(viewer).Any(wave => wave.Id == one.WaveId));
        return await desk.ActAsync(inCharge, new SittingId(id), act, cancellation) is null
            ? NotFound()
            : Redirect($"/juries/sittings/{id}");
    }
}
