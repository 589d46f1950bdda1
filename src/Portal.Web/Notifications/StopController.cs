using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Notifications;
using Portal.Web.People;

namespace Portal.Web.Notifications;

/// <summary>Stops mails from a link in one of them, for whoever reads it, signed in or not; and lets them come again.</summary>
[AllowAnonymous, WithoutSecondFactor]
public sealed class StopController(StopLinks links, ChooseMails choose) : Controller
{
    /// <summary>Asks first: programs that follow links stop nothing.</summary>
    [HttpGet("/mails/stop/{key}")]
    public IActionResult Ask(string key) =>
        links.Read(key) is { } stopped ? View(new StopPage(key, stopped.Classes)) : NotFound();

    /// <summary>A mail program may post it for its reader (RFC 8058): the link is the secret, no session is needed.</summary>
    [HttpPost("/mails/stop/{key}"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> Stop(string key, CancellationToken cancellation)
    {
        if (links.Read(key) is not { } stopped)
            return NotFound();
        await choose.StopAsync(stopped, cancellation);
        return View("Stopped", new StopPage(key, stopped.Classes));
    }

    [HttpPost("/mails/stop/{key}/undo")]
    public async Task<IActionResult> Undo(string key, CancellationToken cancellation)
    {
        if (links.Read(key) is not { } stopped)
            return NotFound();
        await choose.ResumeAsync(stopped, cancellation);
        TempData["Said"] = "mails.resumed";
        return Redirect($"/mails/stop/{key}");
    }
}

public sealed record StopPage(string Key, IReadOnlyList<MailClass> Classes);
