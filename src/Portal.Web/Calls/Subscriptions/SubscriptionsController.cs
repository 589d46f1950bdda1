using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;
using Portal.Web.People;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Subscriptions;

/// <summary>News of the calls by mail: asked for, confirmed from the mailbox, ended in one click.</summary>
[AllowAnonymous]
public sealed class SubscriptionsController(
    PortalDbContext db,
    Subscribe subscribe,
    ProgrammeTerms programme,
    Texts texts
) : Controller
{
    [HttpGet("/subscriptions")]
    public IActionResult Ask(string? theme) => View(new SubscriptionForm(Email: null, theme));

    /// <summary>Answers alike whether the address is subscribed or not.</summary>
    [HttpPost("/subscriptions"), EnableRateLimiting(WebHygiene.StrangerLimit), TakesEvenTime]
    public async Task<IActionResult> Ask(string? email, string? theme, CancellationToken cancellation)
    {
        var chosen = string.IsNullOrEmpty(theme) ? null : theme;
        if (!EmailAddress.TryParse(email, out var address))
            ModelState.AddModelError("Email", texts["subscriptions.email-wrong"]);
        if (chosen is not null && programme.Themes.All(term => term.Key != chosen))
            ModelState.AddModelError("Theme", texts["shared.value-wrong"]);
        if (!ModelState.IsValid)
            return View(new SubscriptionForm(email, chosen));
        await subscribe.AskAsync(address!, chosen, texts.Language, cancellation);
        return View("Asked", address!.Value);
    }

    /// <summary>The link of the mails shows buttons: programs that follow links confirm and end nothing.</summary>
    [HttpGet("/subscriptions/{key}")]
    public async Task<IActionResult> Show(string key, CancellationToken cancellation)
    {
        var found = await db
            .Subscriptions.Where(one => one.Key == key)
            .Select(one => new SubscriptionPage(key, one.Email.Value, one.Theme, one.ConfirmedAt != null))
            .SingleOrDefaultAsync(cancellation);
        return found is null ? NotFound() : View(found);
    }

    [HttpPost("/subscriptions/{key}/confirm")]
    public async Task<IActionResult> Confirm(string key, CancellationToken cancellation)
    {
        if (!await subscribe.ConfirmAsync(key, cancellation))
            return NotFound();
        TempData["Said"] = "subscriptions.confirmed";
        return Redirect($"/subscriptions/{key}");
    }

    /// <summary>A mail program may post it for its reader (RFC 8058): the key is the secret, no session is needed.</summary>
    [HttpPost("/subscriptions/{key}/end"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> End(string key, CancellationToken cancellation)
    {
        await subscribe.EndAsync(key, cancellation);
        return View("Ended");
    }
}

/// <param name="Theme">The key of a theme; all calls where there is none.</param>
public sealed record SubscriptionForm(string? Email, string? Theme);

public sealed record SubscriptionPage(string Key, string Email, string? Theme, bool IsConfirmed);
