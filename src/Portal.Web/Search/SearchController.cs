using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Admissions;
using Portal.Web.Decisions;
using Portal.Web.Shared;

namespace Portal.Web.Search;

/// <summary>Search across the programme, which bears typing errors: whatever the public may read.</summary>
[AllowAnonymous, PublicPage]
public sealed class SearchController(PortalDbContext db, PortalClock clock, AdmissionReading catalogue, Texts texts)
    : Controller
{
    private const int Longest = 200;
    private const int MostWinners = 20;

    /// <summary>From where on words are alike, as in <c>search_programme</c>.</summary>
    private const double Alike = 0.4;

    [HttpGet("/search")]
    public async Task<IActionResult> Index(string? q, CancellationToken cancellation)
    {
        var sought = (q ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        if (sought.Length > Longest)
            sought = sought[..Longest];
        if (sought.Length == 0)
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
        var services = await ServicesAsync(sought, cancellation);
        return View(
            new SearchPage(sought, [.. pages.Concat(winners).Concat(services).OrderByDescending(page => page.Score)])
        );
    }

    private async Task<List<FoundPage>> WinnersAsync(string sought, CancellationToken cancellation)
    {
        var found = await (
            from winner in db.WinnersPublicAt(clock.GetUtcNow())
            join list in db.WinnerLists on winner.ListId equals list.Id
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            let score = EF.Functions.TrigramsWordSimilarity(
                PortalFunctions.BareWords(sought),
                PortalFunctions.BareWords(winner.Title)
            )
            where score >= Alike
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

    /// <summary>Of the catalogue, which knows by itself what is in it.</summary>
    private async Task<IEnumerable<FoundPage>> ServicesAsync(string sought, CancellationToken cancellation)
    {
        var services = (await catalogue.CatalogueAsync(cancellation)).Services;
        var words = services.Select(one => $"{one.Title} {one.Lead}").ToArray();
        var scores = await db
            .Database.SqlQuery<float>(
                $"""
                select word_similarity(bare_words({sought}), bare_words(words)) as "Value"
                from unnest({words}) with ordinality service (words, place) order by place
                """
            )
            .ToListAsync(cancellation);
        return services
            .Zip(scores)
            .Where(one => one.Second >= Alike)
            .Select(one => new FoundPage(
                "service",
                $"/catalogue/{one.First.Slug}/{one.First.Number}",
                one.First.Title,
                one.First.Lead,
                one.Second
            ));
    }
}

/// <param name="Kind">The end of a text's key.</param>
/// <param name="Score">How alike it is, from 0 to 1.</param>
public sealed record FoundPage(string Kind, string Path, string Title, string Words, float Score);

/// <param name="Pages">The most alike first.</param>
public sealed record SearchPage(string Sought, IReadOnlyList<FoundPage> Pages);
