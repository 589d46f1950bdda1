using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Cohorts;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Decisions;
using Portal.Web.Shared;

namespace Portal.Web.Cohorts;

/// <summary>The public page of a cohort: who is in it, who guides it, and where its year stands.</summary>
[AllowAnonymous, PublicPage]
public sealed class CohortsController(PortalDbContext db, PortalClock clock) : Controller
{
    [HttpGet("/cohorts/{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation)
    {
        var cohort = await db.Cohorts.AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        if (cohort is null)
            return NotFound();
        var now = clock.GetUtcNow();
        var winners = await (
            from winner in db.WinnersPublicAt(now)
            join list in db.WinnerLists on winner.ListId equals list.Id
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            where call.Slug == cohort.Call && wave.Number == cohort.Wave
            orderby winner.Number
            select new
            {
                winner.Lead,
                winner.Title,
                winner.Number,
            }
        ).ToListAsync(cancellation);
        return View(
            new CohortPage(
                cohort.Call,
                cohort.Content,
                [
                    .. winners.Select(one => new CohortWinner(
                        one.Lead,
                        one.Title,
                        PublicList.PathOf(cohort.Call, cohort.Wave, one.Number)
                    )),
                ],
                DateOnly.FromDateTime(Dates.Civil(now))
            )
        );
    }
}

/// <param name="Winners">Those of the wave whose dossiers are in the portal.</param>
/// <param name="Day">Today in Paris.</param>
public sealed record CohortPage(string Call, CohortContent Content, IReadOnlyList<CohortWinner> Winners, DateOnly Day)
{
    public int Members => Content.Members.Count + Winners.Count;
}

public sealed record CohortWinner(string Lead, string Title, string Path);
