using Microsoft.EntityFrameworkCore;
using Portal.Domain.People;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Portfolio;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Api;

namespace Portal.Web.FollowUp.Portfolio;

/// <summary>Reads the funded projects that somebody of staff sees.</summary>
public sealed class PortfolioReading(PortalDbContext db)
{
    /// <returns>Null where the place that it is to begin at is none of ours.</returns>
    public async Task<PortfolioPage?> PageAsync(PortfolioFilter filter, Viewer viewer, CancellationToken cancellation)
    {
        if (Cursor.Read(filter.After) is not { } last)
            return null;
        var now = await db.NowAsync(cancellation);
        var found = filter.Of(db.FundedStaffedBy(viewer, now));
        var some = await found
            .Where(one => one.OpenedAt < last.At || one.OpenedAt == last.At && one.Id.CompareTo(last.Id) > 0)
            .OrderByDescending(one => one.OpenedAt)
            .ThenBy(one => one.Id)
            .Take(PortfolioFilter.PageSize + 1)
            .ToListAsync(cancellation);
        var shown = some.Take(PortfolioFilter.PageSize).ToList();
        return new PortfolioPage(
            filter,
            await WavesAsync(viewer, cancellation),
            await found.TotalsAsync(cancellation),
            shown,
            some.Count > shown.Count ? new Cursor(shown[^1].OpenedAt, $"{shown[^1].Id}").ToString() : null,
            DateOnly.FromDateTime(Dates.Civil(now))
        );
    }

    /// <summary>All of them in the same order, as they come.</summary>
    public IQueryable<FundedProject> All(PortfolioFilter filter, Viewer viewer, DateTimeOffset now) =>
        filter.Of(db.FundedStaffedBy(viewer, now)).OrderByDescending(one => one.OpenedAt).ThenBy(one => one.Id);

    private async Task<IReadOnlyList<FundedWave>> WavesAsync(Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from wave in db.Waves.IgnoreAutoIncludes()
            where db.ProjectsStaffedBy(viewer).Any(project => project.WaveId == wave.Id)
            join call in db.Calls on wave.CallId equals call.Id
            orderby call.Slug, wave.Number
            select new
            {
                call.Slug,
                call.Presentation,
                wave.Number,
            }
        ).ToListAsync(cancellation);
        return [.. found.Select(one => new FundedWave(one.Slug, one.Presentation.Title, one.Number))];
    }
}
