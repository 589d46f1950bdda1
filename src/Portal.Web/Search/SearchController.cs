using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Decisions;
using Portal.Web.Shared;

namespace Portal.Web.Search;

/// <summary>Search across the programme, which bears typing errors: calls, challenges, regimes, sheets, contacts, winners.</summary>
[AllowAnonymous, PublicPage]
public sealed class SearchController(PortalDbContext db, PortalClock clock, Texts texts) : Controller
{
    private const int Longest = 200;
    private const int MostWinners = 20;

    [HttpGet("/search")]
    public async Task<IActionResult> Index(string? q, CancellationToken cancellation)
    {
        var sought = (q ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        if (sought.Length is 0 or > Longest)
            return View(new SearchPage(sought, []));
        var pages = await db
            .Database.SqlQuery<FoundPage>(
                $"""
                select kind as "Kind", path as "Path", title as "Title", words as "Words", score as "Score"
                from search_programme({sought}, {texts.Language})
                """
            )
            .ToListAsync(cancellation);
        var winners = await WinnersAsync(sought, cancellation);
        return View(new SearchPage(sought, [.. pages.Concat(winners).OrderByDescending(page => page.Score)]));
    }

    private async Task<List<FoundPage>> WinnersAsync(string sought, CancellationToken cancellation)
    {
        var found = await (
            from winner in db.WinnersPublicAt(clock.GetUtcNow())
            where EF.Functions.TrigramsAreWordSimilar(sought, winner.Title)
            join list in db.WinnerLists on winner.ListId equals list.Id
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            let score = EF.Functions.TrigramsWordSimilarity(sought, winner.Title)
            orderby score descending, winner.Number
            select new
            {
                call.Slug,
                Wave = wave.Number,
                winner.Number,
                winner.Title,
                winner.Lead,
                Score = score,
            }
        )
            .Take(MostWinners)
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(one => new FoundPage(
                "winner",
                PublicList.PathOf(one.Slug, one.Wave, one.Number),
                one.Title,
                one.Lead,
                (float)one.Score
            )),
        ];
    }
}

/// <param name="Kind">The end of a text's key.</param>
/// <param name="Score">How alike it is, from 0 to 1.</param>
public sealed record FoundPage(string Kind, string Path, string Title, string Words, float Score);

/// <param name="Pages">The most alike first.</param>
public sealed record SearchPage(string Sought, IReadOnlyList<FoundPage> Pages);
