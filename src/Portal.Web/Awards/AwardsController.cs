using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Awards;
using Portal.Infrastructure.Awards;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.People;
using Portal.Web.Shared;

namespace Portal.Web.Awards;

/// <summary>An edition of awards in public: shortlists, the vote of the public, the ceremony.</summary>
[AllowAnonymous]
public sealed class AwardsController(PortalDbContext db, AwardReading reading, CastVote cast, Texts texts) : Controller
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
    [EnableRateLimiting(WebHygiene.SignInLimit), TakesEvenTime]
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
        var found = await (
            from one in db.AwardEditions
            join wave in db.Waves.IgnoreAutoIncludes() on one.WaveId equals wave.Id
            join call in db.PublicCalls() on wave.CallId equals call.Id
            where call.Slug == slug && wave.Number == number
            select new { Edition = one, call.Presentation }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return NotFound();
        var from = HttpContext.Connection.RemoteIpAddress;
        var title = found.Presentation.Title;
        await cast.AskAsync(found.Edition, new DossierId(entry), address, from, title, texts.Language, cancellation);
        return await reading.CeremonyAsync(slug, number, cancellation) is { } page
            ? View("/Awards/Cast.cshtml", new CastPage(page, address.Value))
            : NotFound();
    }

    /// <summary>The link of the mail shows a button: programs that follow links confirm nothing.</summary>
    [HttpGet("/votes/{key:length(64)}")]
    public async Task<IActionResult> Own(string key, CancellationToken cancellation) =>
        await reading.VoteAsync(key, cancellation) is { } page ? View("/Awards/Own.cshtml", page) : NotFound();

    [HttpPost("/votes/{key:length(64)}/confirm")]
    public async Task<IActionResult> Confirm(string key, CancellationToken cancellation)
    {
        try
        {
            if (!await cast.ConfirmAsync(key, cancellation))
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
        var id = new DossierId(entry);
        return page.Categories.SelectMany(one => one.Entries).FirstOrDefault(one => one.Id == id) is { } shortlisted
            ? View("/Awards/Vote.cshtml", new VotePage(page, shortlisted, email))
            : NotFound();
    }
}
