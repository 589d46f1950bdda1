using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Decisions;

/// <summary>The winners that are public, wave by wave.</summary>
[AllowAnonymous, PublicPage]
public sealed class WinnersController(PortalDbContext db) : Controller
{
    private const int Found = 50;

    [HttpGet("/winners")]
    public async Task<IActionResult> Index(string? search, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var lists = await PublicList.Query(db, now).Take(100).ToListAsync(cancellation);
        var found = string.IsNullOrWhiteSpace(search) ? [] : await FindAsync(search, now, cancellation);
        return View(new WinnersPage(lists, search, found));
    }

    [HttpGet("/calls/{slug}/waves/{number:int}/winners")]
    public async Task<IActionResult> Wave(string slug, int number, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var lists = await (
            from list in db.WinnerListsPublicAt(now)
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            where call.Slug == slug && wave.Number == number
            orderby list.PublishAt
            select new
            {
                list.Id,
                list.PublishAt,
                call.Presentation,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        if (lists.Count == 0)
            return NotFound();
        var ids = lists.Select(list => list.Id).ToList();
        var winners = await db.WinnersPublicAt(now)
            .Where(winner => ids.Contains(winner.ListId))
            .OrderBy(winner => winner.Title)
            .Select(winner => new WinnerRow(
                winner.Number,
                winner.Title,
                winner.Acronym,
                winner.Summary,
                winner.Lead,
                winner.Region,
                winner.Amount,
                winner.IsDemonstration
            ))
            .ToListAsync(cancellation);
        return View(new WaveWinnersPage(slug, lists[0].Presentation, number, lists[0].PublishAt, winners));
    }

    private Task<List<FoundWinner>> FindAsync(string search, DateTimeOffset now, CancellationToken cancellation)
    {
        var pattern = $"%{Escaped(search.Trim())}%";
        return (
            from winner in db.WinnersPublicAt(now)
            join list in db.WinnerLists on winner.ListId equals list.Id
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            where
                EF.Functions.ILike(
                    PortalFunctions.Unaccent(winner.Title + " " + winner.Acronym + " " + winner.Lead),
                    PortalFunctions.Unaccent(pattern)
                )
            orderby winner.Title
            select new FoundWinner(
                new WinnerRow(
                    winner.Number,
                    winner.Title,
                    winner.Acronym,
                    winner.Summary,
                    winner.Lead,
                    winner.Region,
                    winner.Amount,
                    winner.IsDemonstration
                ),
                call.Slug,
                call.Presentation,
                wave.Number
            )
        )
            .Take(Found)
            .ToListAsync(cancellation);
    }

    private static string Escaped(string text) =>
        text.Replace("\0", "", StringComparison.Ordinal)
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
