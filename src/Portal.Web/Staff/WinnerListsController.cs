using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>Winner lists: prepared by an officer, signed step by step by others.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class WinnerListsController(PortalDbContext db, WinnerLists lists, WinnerListReading reading, Texts texts)
    : Controller
{
    [HttpGet("/staff/waves/{id:guid}/winners")]
    public async Task<IActionResult> Lists(Guid id, CancellationToken cancellation) =>
        await reading.PageOfAsync(id, User.Viewer(), publishAt: null, cancellation) is { } page
            ? View(page)
            : NotFound();

    [HttpPost("/staff/waves/{id:guid}/winners")]
    public async Task<IActionResult> Prepare(Guid id, string? publishAt, CancellationToken cancellation)
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        if (!CivilTimes.TryRead(publishAt, out var civil))
        {
            ModelState.AddModelError("publishAt", texts["staff.date-wrong"]);
            return View(nameof(Lists), await reading.PageOfAsync(id, User.Viewer(), publishAt, cancellation));
        }
        try
        {
            await lists.PrepareAsync(wave.Id, Deadline.InstantOf(civil), User.Person(), cancellation);
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, "publishAt", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Lists), await reading.PageOfAsync(id, User.Viewer(), publishAt, cancellation));
        }
        TempData["Said"] = "staff.list-prepared";
        return Redirect($"/staff/waves/{id}/winners");
    }

    /// <param name="seen">How many changes the list had when it was read; none said is the list as it was prepared.</param>
    [HttpPost("/staff/lists/{id:guid}/sign")]
    public async Task<IActionResult> Sign(Guid id, int? seen, CancellationToken cancellation)
    {
        if (await lists.SignAsync(new WinnerListId(id), User.Viewer(), seen ?? 0, cancellation) is not { } list)
            return NotFound();
        TempData["Said"] = list.ApprovedAt is null ? "staff.list-signed" : "staff.list-approved";
        return Redirect($"/staff/waves/{list.WaveId.Value}/winners");
    }

    [HttpPost("/staff/lists/{id:guid}/reschedule")]
    public async Task<IActionResult> Reschedule(Guid id, string? to, CancellationToken cancellation)
    {
        var list = new WinnerListId(id);
        if (!await db.WinnerListsInChargeOf(User.Viewer()).AnyAsync(one => one.Id == list, cancellation))
            return NotFound();
        if (!CivilTimes.TryRead(to, out var civil))
            throw new RefusedException(DecisionRefusals.NoMoment);
        var moved = await lists.RescheduleAsync(list, Deadline.InstantOf(civil), User.Viewer(), cancellation);
        TempData["Said"] = "staff.list-rescheduled";
        return Redirect($"/staff/waves/{moved!.WaveId.Value}/winners");
    }

    [HttpPost("/staff/lists/{id:guid}/drop")]
    public async Task<IActionResult> Drop(Guid id, CancellationToken cancellation)
    {
        if (await lists.DropAsync(new WinnerListId(id), User.Viewer(), cancellation) is not { } list)
            return NotFound();
        TempData["Said"] = "staff.list-dropped";
        return Redirect($"/staff/waves/{list.WaveId.Value}/winners");
    }
}
