using Microsoft.EntityFrameworkCore;
using Portal.Domain.Cohorts;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Decisions;

namespace Portal.Web.Cohorts;

/// <summary>Reads cohorts, with the winners of the wave that selected them.</summary>
public sealed class CohortReading(PortalDbContext db, PortalClock clock)
{
    public DateOnly Day => DateOnly.FromDateTime(Dates.Civil(clock.GetUtcNow()));

    public async Task<IReadOnlyList<CohortRow>> RowsAsync(CancellationToken cancellation)
    {
        var found = await db
            .Cohorts.OrderBy(one => one.Slug)
            .Select(one => new { one.Slug, one.Content })
            .ToListAsync(cancellation);
        return [.. found.Select(one => new CohortRow(one.Slug, one.Content.Title, one.Content.Summary))];
    }

    public async Task<CohortPage?> FindAsync(string slug, CancellationToken cancellation)
    {
        var one = await db.Cohorts.AsNoTracking().SingleOrDefaultAsync(it => it.Slug == slug, cancellation);
        return one is null
            ? null
            : new CohortPage(one.Slug, one.Call, one.Content, await WinnersAsync(one, cancellation), Day);
    }

    public async Task<IReadOnlyList<CohortWinner>> WinnersAsync(Cohort of, CancellationToken cancellation)
    {
        var winners = await (
            from winner in db.WinnersPublicAt(clock.GetUtcNow())
            join list in db.WinnerLists on winner.ListId equals list.Id
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            where call.Slug == of.Call && wave.Number == of.Wave
            orderby winner.Number
            select new
            {
                winner.Number,
                winner.Lead,
                winner.Title,
            }
        ).ToListAsync(cancellation);
        return
        [
            .. winners.Select(one => new CohortWinner(
                one.Number,
                one.Lead,
                one.Title,
                PublicList.PathOf(of.Call, of.Wave, one.Number)
            )),
        ];
    }
}
