using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Notifications.Bounces;
using Portal.Infrastructure.Persistence;
using Portal.Web.People;

namespace Portal.Web.Notifications;

/// <summary>Where mails that did not arrive are reported; each source proves itself in its own way.</summary>
[AllowAnonymous, WithoutSecondFactor]
public sealed class BouncesController(PortalDbContext db, IEnumerable<IBounceReports> sources, NoteBounces note)
    : Controller
{
    /// <summary>A returned mail with its attachments is longer than any that the portal sends.</summary>
    private const int Longest = 5 * 1024 * 1024;

    [HttpPost("/mails/bounces/{source}"), IgnoreAntiforgeryToken, RequestSizeLimit(Longest)]
    public async Task<IActionResult> Report(string source, CancellationToken cancellation)
    {
        if (sources.FirstOrDefault(one => one.Source == source) is not { IsSetUp: true } reports)
            return NotFound();
        using var body = new MemoryStream();
        await Request.Body.CopyToAsync(body, cancellation);
        var posted = new PostedReport(name => Request.Headers[name].ToString(), body.ToArray());
        if (reports.Read(posted, await ClockAsync(cancellation)) is not { } bounces)
            return NotFound();
        await note.RunAsync(bounces, cancellation);
        return NoContent();
    }

    /// <summary>The database's own: a signature is of this moment, whatever day the demonstration is at.</summary>
    private Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) =>
        db.Database.SqlQueryRaw<DateTimeOffset>("""select clock_timestamp() as "Value" """).SingleAsync(cancellation);
}
