using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Retention;
using Portal.Web.Shared;

namespace Portal.Web.People;

/// <summary>A copy of all that the portal holds of oneself (GDPR, art. 15 and 20).</summary>
[Authorize]
public sealed class OwnDataController(UserManager<Account> users, PortalDbContext db) : Controller
{
    [HttpGet("/account/data")]
    public IActionResult Index() => View("/People/Data.cshtml");

    /// <summary>Streamed as it is read: nothing of it lies anywhere.</summary>
    [HttpPost("/account/data"), EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Take([FromServices] TakeData take, CancellationToken cancellation)
    {
        var account =
            await users.GetUserAsync(User) ?? throw new InvalidOperationException("The session's account is gone.");
        var now = await db.NowAsync(cancellation);
        db.History.Add(HistoryEntry.Of(new DataTaken(account.Person, account.Person, now)));
        await db.SaveChangesAsync(cancellation);
        Response.ContentType = "application/zip";
        Response.Headers.ContentDisposition = "attachment; filename=\"data.zip\"";
        await take.WriteAsync(account, Response.Body, now, cancellation);
        return new EmptyResult();
    }
}
