using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers.Calendar;

/// <summary>The dates of one's own dossiers in one's own calendar, at an address that only its owner knows.</summary>
[Authorize]
public sealed class CalendarController(
    PortalDbContext db,
    DossierCalendar calendar,
    PortalClock clock,
    PortalAddress address
) : Controller
{
    [HttpGet("/account/calendar")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(new CalendarPage(await OwnAsync(cancellation) is { SecretSha256: not null }, Address: null));

    /// <summary>Opens an address, or another one in place of that before; this page alone shows it.</summary>
    [HttpPost("/account/calendar")]
    public async Task<IActionResult> Open(CancellationToken cancellation)
    {
        var secret = LinkSecret.New();
        var now = await db.NowAsync(cancellation);
        if (await OwnAsync(cancellation) is { } own)
            own.Renew(LinkSecret.HashOf(secret), now);
        else
            db.CalendarAddresses.Add(CalendarAddress.Open(User.Person(), LinkSecret.HashOf(secret), now));
        await db.SaveChangesAsync(cancellation);
        Response.Headers.CacheControl = "no-store";
        return View(nameof(Index), new CalendarPage(IsOpen: true, address.Of($"/calendars/{secret}.ics")));
    }

    [HttpPost("/account/calendar/revoke")]
    public async Task<IActionResult> Revoke(CancellationToken cancellation)
    {
        if (await OwnAsync(cancellation) is { } own)
        {
            own.Revoke(await db.NowAsync(cancellation));
            await db.SaveChangesAsync(cancellation);
        }
        TempData["Said"] = "calendar.revoked";
        return RedirectToAction(nameof(Index));
    }

    [HttpGet("/calendars/{secret}.ics"), AllowAnonymous]
    public async Task<IActionResult> Read(string secret, CancellationToken cancellation)
    {
        var (hash, now) = (LinkSecret.HashOf(secret), clock.GetUtcNow());
        var owner = await db
            .Users.Where(account =>
                db.CalendarAddresses.Any(one => one.SecretSha256 == hash && one.Person.Value == account.Id)
                && !(account.LockoutEnd > now)
            )
            .Select(account => new { account.Id, account.Language })
            .SingleOrDefaultAsync(cancellation);
        if (owner is null)
            return NotFound();
        var viewer = new Viewer(new PersonId(owner.Id), new HashSet<PortalRole>());
        var rows = await DossierRows.ReadAsync(db, viewer, now, only: null, cancellation);
        Response.Headers.CacheControl = "private, no-store";
        return File(calendar.Write(rows, owner.Language, now), "text/calendar; charset=utf-8");
    }

    private Task<CalendarAddress?> OwnAsync(CancellationToken cancellation) =>
        db.CalendarAddresses.SingleOrDefaultAsync(one => one.Person == User.Person(), cancellation);
}

/// <param name="Address">Told once, when it was just opened.</param>
public sealed record CalendarPage(bool IsOpen, string? Address);
