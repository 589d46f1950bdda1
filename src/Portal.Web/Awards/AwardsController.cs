using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Awards;
using Portal.Infrastructure.Awards;
using Portal.Infrastructure.Texts;
using Portal.Web.People;
using Portal.Web.Shared;

namespace Portal.Web.Awards;

/// <summary>An edition of awards in public: shortlists, the vote of the public, the ceremony.</summary>
[AllowAnonymous]
public sealed class AwardsController(AwardReading reading, CastVote cast, Texts texts) : Controller
{
    [HttpGet("/awards/{slug}/{number:int}"), PublicPage]
    public async Task<IActionResult> Ceremony(string slug, int number, CancellationToken cancellation) =>
        await reading.CeremonyAsync(slug, number, cancellation) is { } page
            ? View("/Awards/Ceremony.cshtml", page)
            : NotFound();

    [HttpGet("/awards/{slug}/{number:int}/vote/{entry:guid}")]
    public Task<IActionResult> Vote(string slug, int number, Guid entry, CancellationToken cancellation) =>
        FormAsync(slug, number, entry, email: null, cancellation);

    /// <summary>Answers alike whether the address has voted or not.</summary>
    [HttpPost("/awards/{slug}/{number:int}/vote/{entry:guid}")]
    [EnableRateLimiting(WebHygiene.StrangerLimit), TakesEvenTime]
    public async Task<IActionResult> Vote(
        string slug,
        int number,
        Guid entry,
        string? email,
        CancellationToken cancellation
    )
    {
        if (!EmailAddress.TryParse(email, out var address))
        {
            ModelState.AddModelError(nameof(email), texts.Of(AwardRefusals.EmailMissing));
            return await FormAsync(slug, number, entry, email, cancellation);
        }
        if (await reading.EditionAsync(slug, number, cancellation) is not { } edition)
            return NotFound();
        if (await reading.CeremonyAsync(slug, number, cancellation) is not { } page)
            return NotFound();
        var id = new DossierId(entry);
        // What is refused is refused by the edition, with its reason.
        var words = new VoteWords(page.Call.Title, page.Entry(id)?.Title ?? "");
        var from = HttpContext.Connection.RemoteIpAddress;
        await cast.AskAsync(edition, id, address, from, words, texts.Language, cancellation);
        return View("/Awards/Cast.cshtml", new CastPage(page, address.Value));
    }

    /// <summary>The link of the mail shows a button: programs that follow links confirm nothing.</summary>
    [HttpGet("/votes/{key:length(64)}")]
    public async Task<IActionResult> Own(string key, CancellationToken cancellation) =>
        await reading.VoteAsync(key, cancellation) is { } page ? View("/Awards/Own.cshtml", page) : NotFound();

    [HttpPost("/votes/{key:length(64)}/confirm"), EnableRateLimiting(WebHygiene.StrangerLimit)]
    public async Task<IActionResult> Confirm(string key, Guid? entry, CancellationToken cancellation)
    {
        try
        {
            if (!await cast.ConfirmAsync(key, entry is { } id ? new DossierId(id) : null, cancellation))
                return NotFound();
        }
        catch (DbUpdateException twice)
            when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new RefusedException(AwardRefusals.VotedAlready);
        }
        TempData["Said"] = "awards.confirmed";
        return Redirect($"/votes/{key}");
    }

    private async Task<IActionResult> FormAsync(
        string slug,
        int number,
        Guid entry,
        string? email,
        CancellationToken cancellation
    )
    {
        if (await reading.CeremonyAsync(slug, number, cancellation) is not { TakesVotes: true } page)
            return NotFound();
        return page.Entry(new DossierId(entry)) is { } shortlisted
            ? View("/Awards/Vote.cshtml", new VotePage(page, shortlisted, email))
            : NotFound();
    }
}
