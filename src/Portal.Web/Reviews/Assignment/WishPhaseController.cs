using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Reviews.Wishes;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Assignment;

/// <summary>Staff ask the experts of a wave what they would like to review, until a date.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class WishPhaseController(PortalDbContext db) : Controller
{
    [HttpPost("/staff/waves/{id:guid}/wishes")]
    public async Task<IActionResult> Ask(Guid id, string? until, CancellationToken cancellation)
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        if (!CivilTimes.TryRead(until, out var civil))
            throw new RefusedException(WishRefusals.NoDate);
        var isMove = wave.WishesUntil is not null;
        wave.AskForWishes(new Deadline(civil), User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = isMove ? "wishes.said-moved" : "wishes.said-asked";
        return Redirect($"/staff/waves/{id}/assignments");
    }

    [HttpPost("/staff/waves/{id:guid}/wishes/end")]
    public async Task<IActionResult> End(Guid id, CancellationToken cancellation)
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        wave.EndWishes(User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "wishes.said-ended";
        return Redirect($"/staff/waves/{id}/assignments");
    }
}
