using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Infrastructure.Waves;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>The waves that one works on: the list, the board of one, when its reviews are due.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class WavesController(PortalDbContext db, PortalClock clock, Texts texts) : Controller
{
    [HttpGet("/staff")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var waves = await (
            from wave in db.WavesStaffedBy(User.Viewer())
            join call in db.Calls on wave.CallId equals call.Id
            orderby wave.OpensAt descending
            select new { Wave = wave, call.Presentation }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var progress = await db.ProgressOfAsync(waves.Select(one => one.Wave.Id), User.Viewer(), cancellation);
        return View(
            new StaffPage(
                [
                    .. waves
                        .Select(one => new StaffedWave(
                            one.Wave.Id,
                            one.Presentation,
                            one.Wave.Number,
                            one.Wave.StateAt(now),
                            one.Wave.CutOffFor(now)?.Deadline,
                            progress[one.Wave.Id]
                        ))
                        .OrderBy(wave => wave.Order),
                ],
                await db.WavesToSignByAsync(User.Viewer(), cancellation)
            )
        );
    }

    [HttpGet("/staff/waves/{id:guid}")]
    public async Task<IActionResult> Board(Guid id, CancellationToken cancellation) =>
        await BoardAsync(id, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/waves/{id:guid}/reviews-due")]
    public async Task<IActionResult> SetReviewsDue(Guid id, string? due, CancellationToken cancellation)
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        if (!CivilTimes.TryRead(due, out var civil))
        {
            ModelState.AddModelError(nameof(due), texts["staff.date-wrong"]);
            return View(nameof(Board), await BoardAsync(id, cancellation));
        }
        wave.SetReviewsDue(new Deadline(civil), User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "staff.due-set";
        return Redirect($"/staff/waves/{id}");
    }

    private async Task<BoardPage?> BoardAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), now, cancellation) is not { } head)
            return null;
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == head.Id, cancellation);
        var unread = await db.UnreadByStaff()
            .CountAsync(
                message =>
                    db.ThreadsStaffedBy(User.Viewer())
                        .Any(dossier => dossier.Id == message.DossierId && dossier.WaveId == head.Id),
                cancellation
            );
        return new BoardPage(
            head,
            (await db.ProgressOfAsync([head.Id], User.Viewer(), cancellation))[head.Id],
            [.. wave.CutOffs.Select(cutOff => BoardCutOff.Of(cutOff, now))],
            wave.ReviewsDue,
            unread
        );
    }
}
