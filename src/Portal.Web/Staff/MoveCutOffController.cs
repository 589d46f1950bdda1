using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Infrastructure.Waves;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>Moves a cut-off, once whom the new date hits was seen and confirmed.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class MoveCutOffController(
    PortalDbContext db,
    PortalClock clock,
    ChangeCalendar calendar,
    PreviewDates dates,
    Texts texts
) : Controller
{
    [HttpGet("/staff/waves/{id:guid}/cut-offs/{cutOff:guid}")]
    public async Task<IActionResult> Move(Guid id, Guid cutOff, CancellationToken cancellation) =>
        await FindAsync(id, cutOff, cancellation) is { } found ? View(found.Page) : NotFound();

    [HttpPost("/staff/waves/{id:guid}/cut-offs/{cutOff:guid}")]
    public async Task<IActionResult> Move(
        Guid id,
        Guid cutOff,
        string? to,
        string? confirmed,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(id, cutOff, cancellation) is not var (wave, page))
            return NotFound();
        if (await db.DueAsync(to, wave.CallId, cancellation) is not { } date)
        {
            ModelState.AddModelError(nameof(to), texts["staff.date-wrong"]);
            return View(page);
        }
        try
        {
            return await ToConfirmAsync(wave, page.CutOff, date, confirmed, cancellation) is { } effect
                ? View(page with { To = Typed(date), Effect = effect })
                : await MoveAsync(wave.Id, page.CutOff.Id, date, cancellation);
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(to), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(page);
        }
    }

    private async Task<IActionResult> MoveAsync(
        WaveId wave,
        CutOffId cutOff,
        Deadline to,
        CancellationToken cancellation
    )
    {
        await calendar.RunAsync(wave, (own, _, at) => own.MoveCutOff(cutOff, to, User.Person(), at), cancellation);
        TempData["Said"] = "staff.moved";
        return Redirect($"/staff/waves/{wave.Value}");
    }

    /// <summary>
    /// Tries the date on a wave that isn't saved. Whom it hits is shown until just that is confirmed; null where it was.
    /// </summary>
    private async Task<MoveEffect?> ToConfirmAsync(
        Wave wave,
        BoardCutOff cutOff,
        Deadline to,
        string? confirmed,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        wave.MoveCutOff(cutOff.Id, to, User.Person(), now);
        var hit = await db.CountHitAsync(wave, wave.Events[0], cancellation);
        var mark = hit.Mark(cutOff.Id, cutOff.Deadline, to);
        if (mark == confirmed)
            return null;
        var preview = await dates.OfAsync(wave, wave.Events[0], now, cancellation);
        return new MoveEffect(to, hit, preview, mark, IsAnother: confirmed is not null);
    }

    private async Task<(Wave Wave, MovePage Page)?> FindAsync(Guid id, Guid cutOff, CancellationToken cancellation)
    {
        var (now, viewer) = (clock.GetUtcNow(), User.Viewer());
        var wave = await db.WavesInChargeOf(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == new WaveId(id), cancellation);
        if (wave?.CutOffs.FirstOrDefault(one => one.Id == new CutOffId(cutOff)) is not { } moved)
            return null;
        var head = (await StaffWaves.HeadAsync(db, id, viewer, now, cancellation))!;
        return (wave, new MovePage(head, BoardCutOff.Of(moved, now), Typed(moved.Deadline), Effect: null));
    }

    private static string Typed(Deadline date) => date.Civil.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
