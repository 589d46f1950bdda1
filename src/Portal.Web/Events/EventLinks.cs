using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Events;

/// <summary>The public pages of the portal that an announcement may lead to.</summary>
public sealed class EventLinks(PortalDbContext db, Texts texts)
{
    private static readonly (string Path, string Title)[] Standing =
    [
        ("/orientation", "orientation.title"),
        ("/contacts", "contacts.title"),
        ("/catalogue", "admissions.catalogue"),
        ("/challenges", "consultations.challenges"),
        ("/programme", "dashboard.title"),
        ("/winners", "shared.nav-winners"),
        ("/data", "data.title"),
        ("/api", "api.short"),
    ];

    /// <param name="known">Where the page leads already, which stays.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<SelectListItem>> OfferedAsync(
        IEnumerable<string> known,
        CancellationToken cancellation
    )
    {
        var offered = Standing.Select(one => new SelectListItem(texts[one.Title], one.Path)).ToList();
        var calls = await db.PublicCalls()
            .OrderBy(one => one.Slug)
            .Select(one => new
            {
                one.Slug,
                one.Presentation,
                Waves = one.Kind == CallKind.AwardByCategory
                    ? db
                        .Waves.IgnoreAutoIncludes()
                        .Where(wave => wave.CallId == one.Id)
                        .Select(wave => wave.Number)
                        .ToList()
                    : new List<int>(),
            })
            .ToListAsync(cancellation);
        foreach (var call in calls)
        {
            Add("call", $"/calls/{call.Slug}", call.Presentation.Title);
            foreach (var wave in call.Waves)
                Add("award", $"/awards/{call.Slug}/{wave}", call.Presentation.Title);
        }
        foreach (var one in await db.Challenges.Select(it => new { it.Slug, it.Words }).ToListAsync(cancellation))
            Add("challenge", $"/challenges/{one.Slug}", one.Words.Title);
        foreach (var one in await db.Consultations.Select(it => new { it.Slug, it.Words }).ToListAsync(cancellation))
            Add("consultation", $"/consultations/{one.Slug}", one.Words.Title);
        foreach (var one in await db.Cohorts.Select(it => new { it.Slug, it.Content }).ToListAsync(cancellation))
            Add("cohort", $"/cohorts/{one.Slug}", one.Content.Title);
        foreach (var one in await db.FollowedReports.Select(it => new { it.Slug, it.Words }).ToListAsync(cancellation))
            Add("report", $"/reports/{one.Slug}", one.Words.Title);
        offered.AddRange(
            known.Distinct().Except(offered.Select(one => one.Value)).Select(link => new SelectListItem(link, link))
        );
        return offered;

        void Add(string kind, string path, LocalizedText title) =>
            offered.Add(new SelectListItem($"{texts[$"search.kind-{kind}"]} {title.In(texts.Language)}", path));
    }
}
