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
    [HttpPost("/mails/bounces/{source}"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> Report(string source, CancellationToken cancellation)
    {
        if (sources.FirstOrDefault(one => one.Source == source) is not { IsSetUp: true } reports)
            return NotFound();
        var now = await ClockAsync(cancellation);
        if (!reports.IsExpected(HeaderOf, now))
            return NotFound();
        if (await BodyAsync(reports.Longest, cancellation) is not { } body)
            return StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (reports.Read(new PostedReport(HeaderOf, body), now) is not { } bounces)
            return NotFound();
        await note.RunAsync(bounces, cancellation);
        return NoContent();
    }

    private string HeaderOf(string name) => Request.Headers[name].ToString();

    /// <returns>Null where it is longer.</returns>
    private async Task<byte[]?> BodyAsync(int longest, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await Request.Body.ReadAsync(piece, cancellation) is > 0 and var read)
        {
            if (body.Length + read > longest)
                return null;
            body.Write(piece, 0, read);
        }
        return body.ToArray();
    }

    /// <summary>The database's own: a signature is of this moment, whatever day the demonstration is at.</summary>
    private Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) =>
        db.Database.SqlQueryRaw<DateTimeOffset>("""select clock_timestamp() as "Value" """).SingleAsync(cancellation);
}
