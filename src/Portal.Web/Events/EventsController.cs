using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Events;

/// <summary>A day of the programme: its sessions, what was announced and what became of it, counted live.</summary>
[AllowAnonymous, PublicPage]
public sealed class EventsController(PortalDbContext db, EventFigureReading figures) : Controller
{
    [HttpGet("/events")]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await RowsAsync(db, cancellation));

    [HttpGet("/events/{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation)
    {
        var day = await db.ProgrammeEvents.AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        return day is null
            ? NotFound()
            : View(new EventPage(slug, day.Content, await figures.CountAsync(day.Content.Announcements, cancellation)));
    }

    /// <summary>The last one first.</summary>
    internal static async Task<IReadOnlyList<EventRow>> RowsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var found = await db.ProgrammeEvents.Select(one => new { one.Slug, one.Content }).ToListAsync(cancellation);
        return
        [
            .. found
                .Select(one => new EventRow(one.Slug, one.Content.Title, one.Content.Summary, one.Content.Day))
                .OrderByDescending(one => one.Day),
        ];
    }
}
