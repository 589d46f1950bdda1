using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>Winner lists: prepared by an officer, approved by a publisher who is somebody else.</summary>
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

    [HttpPost("/staff/lists/{id:guid}/approve"), Authorize(Policy = Policies.Publisher)]
    public async Task<IActionResult> Approve(Guid id, CancellationToken cancellation)
    {
        if (!await lists.ApproveAsync(new WinnerListId(id), User.Person(), cancellation))
            return NotFound();
        TempData["Said"] = "staff.list-approved";
        return Redirect($"/staff/waves/{await WaveOfAsync(id, cancellation)}/winners");
    }

    [HttpPost("/staff/lists/{id:guid}/drop")]
    public async Task<IActionResult> Drop(Guid id, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        var list = await db.WinnerLists.SingleOrDefaultAsync(
            one =>
                one.Id == new WinnerListId(id)
                && (viewer.Is(PortalRole.Publisher) || db.WavesInChargeOf(viewer).Any(wave => wave.Id == one.WaveId)),
            cancellation
        );
        if (list is null)
            return NotFound();
        await lists.DropAsync(list, User.Person(), cancellation);
        TempData["Said"] = "staff.list-dropped";
        return Redirect($"/staff/waves/{list.WaveId.Value}/winners");
    }

    private Task<Guid> WaveOfAsync(Guid list, CancellationToken cancellation) =>
        db
            .WinnerLists.Where(one => one.Id == new WinnerListId(list))
            .Select(one => one.WaveId.Value)
            .SingleAsync(cancellation);
}
