using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Web.Decisions;
using Portal.Web.Shared;

namespace Portal.Web.Calls;

/// <summary>What the public reads of the calls.</summary>
[AllowAnonymous, PublicPage]
public sealed class CallsController(PortalDbContext db, PortalClock clock, ProgrammeTerms programme) : Controller
{
    [HttpGet("/")]
    public async Task<IActionResult> Home(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var cards = await CardsAsync(db.PublicCalls(), now, cancellation);
        var lists = await PublicList.Query(db, now).Take(3).ToListAsync(cancellation);
        return View(new HomePage(cards, lists));
    }

    [HttpGet("/calls")]
    public async Task<IActionResult> Index(CallFilter filter, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var cards = await CardsAsync(Filtered(filter), now, cancellation);
        return View(
            new CallsPage(filter, [.. cards.Where(card => filter.State is null || card.State == filter.State)])
        );
    }

    [HttpGet("/calls/{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation)
    {
        var call = await db.PublicCalls().AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        return call is null ? NotFound() : View(await PageAsync(call, cancellation));
    }

    /// <summary>Asks whether the call is for the visitor. The answers stand in the address; nothing of them is kept.</summary>
    [HttpGet("/calls/{slug}/eligibility")]
    public async Task<IActionResult> Eligibility(string slug, CancellationToken cancellation)
    {
        var call = await db.PublicCalls().AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        return call is null || call.Orientation.Count == 0
            ? NotFound()
            : View(EligibilityPage.Of(call, await PageAsync(call, cancellation), Request.Query));
    }

    [HttpGet("/calls/{slug}/form")]
    public async Task<IActionResult> Form(string slug, CancellationToken cancellation)
    {
        var found = await db.FormsAskedBy(slug).AsNoTracking().FirstOrDefaultAsync(cancellation);
        return found is null
            ? NotFound()
            : View(new FormPage(slug, found.Presentation, found.Form, $"/calls/{slug}") { Steps = found.Steps });
    }

    private Task<CallPage> PageAsync(Call call, CancellationToken cancellation) =>
        CallReading.PageOfAsync(db, call, $"/calls/{call.Slug}", clock.GetUtcNow(), cancellation);

    /// <summary>Without what no database can hold.</summary>
    private static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    private IQueryable<Call> Filtered(CallFilter filter)
    {
        var calls = db.PublicCalls();
        if (filter.Kind is { } kind)
            calls = calls.Where(call => call.Kind == kind);
        if (Clean(filter.Operator) is { Length: > 0 } by)
            calls = calls.Where(call => call.Operator == by);
        if (Clean(filter.Theme) is { Length: > 0 } theme)
            calls = calls.Where(call => call.Themes.Contains(theme));
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var words = Clean(filter.Search)!;
            var found = db.Database.SqlQuery<Guid>($"""select id as "Value" from search_calls({words})""");
            var operators = programme.Operators.Where(one => one.IsMeantBy(words)).Select(one => one.Key).ToList();
            var themes = programme.Themes.Where(one => one.IsMeantBy(words)).Select(one => one.Key).ToList();
            calls = calls.Where(call =>
                found.Contains(call.Id.Value)
                || operators.Contains(call.Operator)
                || call.Themes.Any(theme => themes.Contains(theme))
            );
        }
        return calls;
    }

    private async Task<List<CallCard>> CardsAsync(
        IQueryable<Call> calls,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var found = await calls.AsNoTracking().ToListAsync(cancellation);
        var ids = found.Select(call => call.Id).ToList();
        var waves = await db.Waves.AsNoTracking().Where(wave => ids.Contains(wave.CallId)).ToListAsync(cancellation);
        return
        [
            .. found
                .Select(call => CallCard.Of(call, [.. waves.Where(wave => wave.CallId == call.Id)], now))
                .OrderBy(card => card.State)
                .ThenBy(card => card.Next?.At ?? card.OpensAt ?? DateTimeOffset.MaxValue)
                .ThenBy(card => card.Slug, StringComparer.Ordinal),
        ];
    }
}
