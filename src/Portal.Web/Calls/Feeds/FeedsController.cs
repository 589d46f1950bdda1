using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Feeds;

/// <summary>The calls for feed readers and calendars; a theme chooses among them.</summary>
[AllowAnonymous, PublicPage]
public sealed class FeedsController(CallNewsReading reading, AtomFeed atom, CallCalendar calendar, PortalClock clock)
    : ControllerBase
{
    [HttpGet("/calls.atom")]
    public async Task<IActionResult> Atom(string? theme, CancellationToken cancellation) =>
        File(
            atom.Write(await reading.NewsAsync(theme, cancellation), Request.Path + Request.QueryString),
            "application/atom+xml; charset=utf-8"
        );

    [HttpGet("/calls.ics")]
    public async Task<IActionResult> Calendar(string? theme, CancellationToken cancellation) =>
        File(
            calendar.Write(await reading.CallsAsync(theme, cancellation), clock.GetUtcNow()),
            "text/calendar; charset=utf-8"
        );
}
