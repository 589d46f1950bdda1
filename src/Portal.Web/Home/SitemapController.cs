using System.Xml.Linq;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Web.Decisions;
using Portal.Web.Shared;

namespace Portal.Web.Home;

/// <summary>The public pages, for search engines (sitemaps.org, 0.9): a list under embargo isn't among them.</summary>
[AllowAnonymous, PublicPage]
public sealed class SitemapController(PortalDbContext db, PortalAddress address) : ControllerBase
{
    private static readonly XNamespace Names = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const int MostProjects = 40_000;

    private static readonly string[] Standing =
    [
        "/",
        "/calls",
        "/winners",
        "/winners/figures",
        "/programme",
        "/data",
        "/orientation",
        "/contacts",
        "/challenges",
        "/events",
        "/reports",
        "/catalogue",
        "/tools/cahier-des-charges",
        "/tools/grille-d-analyse",
        "/tools/clauses-donnees",
        "/about",
        "/accessibility",
    ];

    [HttpGet("/sitemap.xml")]
    public async Task<IActionResult> Sitemap(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var slugs = await db.PublicCalls()
            .OrderBy(call => call.Slug)
            .Select(call => call.Slug)
            .ToListAsync(cancellation);
        var lists = await PublicList.Query(db, now).ToDictionaryAsync(list => list.Id, cancellation);
        var pages = Standing
            .Concat(slugs.Select(slug => $"/calls/{slug}"))
            .Concat(lists.Values.Select(list => list.Path).Distinct())
            .Concat(await ProjectsAsync(lists, cancellation));
        var map = new XDocument(
            new XElement(
                Names + "urlset",
                pages.Select(page => new XElement(Names + "url", new XElement(Names + "loc", address.Of(page))))
            )
        );
        return Content($"{new XDeclaration("1.0", "utf-8", null)}\n{map}", "application/xml; charset=utf-8");
    }

    /// <summary>The newest first; a sitemap has 50,000 addresses at most.</summary>
    private async Task<IEnumerable<string>> ProjectsAsync(
        Dictionary<WinnerListId, PublicList> lists,
        CancellationToken cancellation
    )
    {
        var ids = lists.Keys.ToList();
        var projects = await db
            .Winners.Where(winner => ids.Contains(winner.ListId))
            .OrderByDescending(winner => winner.ListId)
            .ThenBy(winner => winner.Number)
            .Select(winner => new { winner.ListId, winner.Number })
            .Take(MostProjects)
            .ToListAsync(cancellation);
        return projects.Select(one => PublicList.PathOf(lists[one.ListId].Slug, lists[one.ListId].Wave, one.Number));
    }
}
