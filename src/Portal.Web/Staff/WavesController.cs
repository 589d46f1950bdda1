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
public sealed class WavesController(PortalDbContext db, PortalClock clock, PreviewDates dates, Texts texts) : Controller
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
    public async Task<IActionResult> SetReviewsDue(
        Guid id,
        string? due,
        string? confirmed,
        CancellationToken cancellation
    )
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        if (!CivilTimes.TryRead(due, out var civil))
        {
            ModelState.AddModelError(nameof(due), texts["staff.date-wrong"]);
            return View(nameof(Board), await BoardAsync(id, cancellation));
        }
        if (await ToConfirmAsync(wave, new Deadline(civil), confirmed, cancellation) is { } page)
            return View("ReviewsDue", page);
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "staff.due-set";
        return Redirect($"/staff/waves/{id}");
    }

    /// <summary>
    /// Sets the date on the wave. Whom it hits, and with which mails, is shown until just that is confirmed; null where it
    /// was, or hits nobody.
    /// </summary>
    private async Task<ReviewsDuePage?> ToConfirmAsync(
        Wave wave,
        Deadline to,
        string? confirmed,
        CancellationToken cancellation
    )
    {
        var (from, now) = (wave.ReviewsDue, await db.NowAsync(cancellation));
        wave.SetReviewsDue(to, User.Person(), now);
        var hit = await db.CountOpenReviewsAsync(wave.Id, cancellation);
        var mark = hit.Mark(to);
        if (wave.Events.Count == 0 || hit.Experts == 0 || mark == confirmed)
            return null;
        return new ReviewsDuePage(
            (await StaffWaves.HeadAsync(db, wave.Id.Value, User.Viewer(), now, cancellation))!,
            from,
            to,
            hit,
            await dates.OfAsync(wave, wave.Events[0], now, cancellation),
            mark,
            IsAnother: confirmed is not null
        );
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
