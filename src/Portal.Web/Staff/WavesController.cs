using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Infrastructure.Waves;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>The waves that one works on: the list, the board of one, its dates.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class WavesController(PortalDbContext db, PortalClock clock, ChangeCalendar calendar, Texts texts)
    : Controller
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
                await ToApproveAsync(cancellation)
            )
        );
    }

    /// <summary>The waves with a list that the person may approve: prepared by somebody else.</summary>
    private async Task<IReadOnlyList<WaveId>> ToApproveAsync(CancellationToken cancellation)
    {
        if (!User.Viewer().Is(PortalRole.Publisher))
            return [];
        var person = User.Person();
        return await db
            .WinnerLists.Where(list => list.ApprovedAt == null && list.DroppedAt == null && list.PreparedBy != person)
            .Select(list => list.WaveId)
            .Distinct()
            .ToListAsync(cancellation);
    }

    [HttpGet("/staff/waves/{id:guid}")]
    public async Task<IActionResult> Board(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), now, cancellation) is not { } head)
            return NotFound();
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == head.Id, cancellation);
        return View(
            new BoardPage(
                head,
                (await db.ProgressOfAsync([head.Id], User.Viewer(), cancellation))[head.Id],
                [.. wave.CutOffs.Select(cutOff => Part(cutOff, now))],
                wave.ReviewsDue,
                await db.UnreadByStaff()
                    .CountAsync(
                        message =>
                            db.ThreadsStaffedBy(User.Viewer())
                                .Any(dossier => dossier.Id == message.DossierId && dossier.WaveId == head.Id),
                        cancellation
                    )
            )
        );
    }

    [HttpPost("/staff/waves/{id:guid}/reviews-due")]
    public async Task<IActionResult> SetReviewsDue(Guid id, string? due, CancellationToken cancellation)
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        if (!CivilTimes.TryRead(due, out var civil))
            return BadRequest();
        wave.SetReviewsDue(new Deadline(civil), User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "staff.due-set";
        return Redirect($"/staff/waves/{id}");
    }

    [HttpGet("/staff/waves/{id:guid}/cut-offs/{cutOff:guid}")]
    public async Task<IActionResult> Move(Guid id, Guid cutOff, CancellationToken cancellation) =>
        await MovePageAsync(id, cutOff, to: null, cancellation) is { } page ? View(page) : NotFound();

    /// <summary>First shows whom the new date hits; moves it once that was confirmed.</summary>
    [HttpPost("/staff/waves/{id:guid}/cut-offs/{cutOff:guid}")]
    public async Task<IActionResult> Move(
        Guid id,
        Guid cutOff,
        string? to,
        bool confirmed,
        CancellationToken cancellation
    )
    {
        if (
            await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave
            || wave.CutOffs.All(one => one.Id != new CutOffId(cutOff))
        )
            return NotFound();
        if (!CivilTimes.TryRead(to, out var civil))
        {
            ModelState.AddModelError("to", texts["staff.date-wrong"]);
            return View(await MovePageAsync(id, cutOff, to: null, cancellation));
        }
        var grace = TimeSpan.FromSeconds(
            await db
                .Calls.Where(call => call.Id == wave.CallId)
                .Select(call => call.GraceSeconds)
                .SingleAsync(cancellation)
        );
        var deadline = new Deadline(civil, grace);
        if (!confirmed)
            return await ShowAsync(wave, new CutOffId(cutOff), deadline, cancellation);
        db.ChangeTracker.Clear();
        await calendar.RunAsync(
            wave.Id,
            (own, _, now) => own.MoveCutOff(new CutOffId(cutOff), deadline, User.Person(), now),
            cancellation
        );
        TempData["Said"] = "staff.moved";
        return Redirect($"/staff/waves/{id}");
    }

    /// <summary>Whom the date would hit, or why it can't be: it is tried on a wave that isn't saved.</summary>
    private async Task<IActionResult> ShowAsync(
        Wave wave,
        CutOffId cutOff,
        Deadline deadline,
        CancellationToken cancellation
    )
    {
        Deadline? shown = deadline;
        try
        {
            wave.MoveCutOff(cutOff, deadline, User.Person(), clock.GetUtcNow());
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, "to", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            shown = null;
        }
        db.ChangeTracker.Clear();
        return View(nameof(Move), await MovePageAsync(wave.Id.Value, cutOff.Value, shown, cancellation));
    }

    private static BoardCutOff Part(CutOff cutOff, DateTimeOffset now) =>
        new(cutOff.Id, cutOff.Number, cutOff.Deadline, !cutOff.Deadline.Accepts(now), cutOff.FrozenAt);

    private async Task<MovePage?> MovePageAsync(Guid id, Guid cutOff, Deadline? to, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return null;
        if (wave.CutOffs.FirstOrDefault(one => one.Id == new CutOffId(cutOff)) is not { } moved)
            return null;
        var head = (await StaffWaves.HeadAsync(db, id, User.Viewer(), now, cancellation))!;
        var shown = (to ?? moved.Deadline).Civil.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        return new MovePage(
            head,
            Part(moved, now),
            shown,
            to is null ? null : new MoveEffect(to, await db.CountHitByAsync(wave.Id, moved.Id, cancellation))
        );
    }
}
