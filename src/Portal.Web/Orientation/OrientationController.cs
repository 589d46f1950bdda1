using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Orientation;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Contacts;
using Portal.Infrastructure.Orientation;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Web.Calls;
using Portal.Web.Shared;

namespace Portal.Web.Orientation;

/// <summary>
/// What are you building, where are you, what do you need? Answered at once, without an account; the answers stand in the
/// address, so that they can be shared, and nowhere else.
/// </summary>
[AllowAnonymous, PublicPage]
public sealed class OrientationController(
    PortalDbContext db,
    PortalClock clock,
    Guides guides,
    ProgrammeTerms programme
) : Controller
{
    [HttpGet("/orientation")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var guide = await guides.InForceAsync(cancellation);
        var regions = programme.Regions.Select(one => one.Key).ToList();
        var given = guide.Known(OrientationPage.Read(Request.Query), regions);
        var found = given.Count > 0 ? guide.Find(given) : [];
        var region = guide
            .Questions.Where(one => one.OfRegions)
            .Select(one => given.GetValueOrDefault(one.Key))
            .FirstOrDefault();
        return View(
            new OrientationPage(
                guide.Questions,
                given,
                programme.Regions,
                await CallsAsync(found, cancellation),
                [.. found.Where(one => one.Matter.Kind != GuideMatterKind.Call)],
                given.Count > 0 ? await ContactsAsync(region, cancellation) : []
            )
        );
    }

    /// <summary>A regime, a resource or a country sheet by itself.</summary>
    [HttpGet("/orientation/{key}")]
    public async Task<IActionResult> Matter(string key, CancellationToken cancellation)
    {
        var guide = await guides.InForceAsync(cancellation);
        var matter = guide.Matters.FirstOrDefault(one => one.Key == key && one.Kind != GuideMatterKind.Call);
        return matter is null ? NotFound() : View(new MatterPage(matter, matter.Title ?? programme.Regime(key)));
    }

    /// <summary>Open and to come: what is over helps nobody.</summary>
    private async Task<IReadOnlyList<OrientedCall>> CallsAsync(
        IReadOnlyList<GuideFinding> found,
        CancellationToken cancellation
    )
    {
        var slugs = found.Where(one => one.Matter.Kind == GuideMatterKind.Call).Select(one => one.Matter.Key).ToList();
        if (slugs.Count == 0)
            return [];
        var calls = await db.PublicCalls()
            .AsNoTracking()
            .Where(call => slugs.Contains(call.Slug))
            .ToListAsync(cancellation);
        var ids = calls.Select(call => call.Id).ToList();
        var waves = await db.Waves.AsNoTracking().Where(wave => ids.Contains(wave.CallId)).ToListAsync(cancellation);
        var now = clock.GetUtcNow();
        var cards = calls
            .Select(call => CallCard.Of(call, [.. waves.Where(wave => wave.CallId == call.Id)], now))
            .ToDictionary(card => card.Slug, StringComparer.Ordinal);
        return
        [
            .. found
                .Where(one => cards.TryGetValue(one.Matter.Key, out var card) && card.State != CallState.Closed)
                .Select(one => new OrientedCall(cards[one.Matter.Key], one)),
        ];
    }

    private async Task<IReadOnlyList<ContactPart>> ContactsAsync(string? region, CancellationToken cancellation)
    {
        var bodies = await db.OpenContacts()
            .AsNoTracking()
            .Where(one => one.Region == null || one.Region == region)
            .OrderBy(one => one.Region != null)
            .ThenBy(one => one.Kind)
            .ToListAsync(cancellation);
        return
        [
            .. bodies.Select(one => new ContactPart(
                one.Kind,
                one.Name,
                one.Region,
                one.Email.Value,
                one.Website,
                one.Help
            )),
        ];
    }
}
