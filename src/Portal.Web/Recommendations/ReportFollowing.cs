using Microsoft.EntityFrameworkCore;
using Portal.Domain.Recommendations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Recommendations;

/// <summary>Reads where the recommendations of a report stand.</summary>
public sealed class ReportFollowing(PortalDbContext db, PortalClock clock)
{
    public async Task<ReportPage?> FindAsync(string slug, RecommendationState? state, CancellationToken cancellation)
    {
        if (await WordsAsync(slug, cancellation) is not { } words)
            return null;
        var all = await db
            .Recommendations.AsNoTracking()
            .Where(one => one.Report == slug)
            .OrderBy(one => one.Number)
            .ToListAsync(cancellation);
        return new ReportPage(
            slug,
            words,
            state,
            all.CountBy(one => one.State).ToDictionary(),
            [.. all.Where(one => state is null || one.State == state).Select(RowOf)]
        );
    }

    public async Task<IReadOnlyList<ReportCard>> ListAsync(CancellationToken cancellation)
    {
        var reports = await db
            .FollowedReports.AsNoTracking()
            .OrderBy(one => one.Slug)
            .Select(one => new { one.Slug, one.Words })
            .ToListAsync(cancellation);
        var all = await db.Recommendations.AsNoTracking().ToListAsync(cancellation);
        return
        [
            .. reports.Select(one =>
            {
                var its = all.Where(it => it.Report == one.Slug).ToList();
                return new ReportCard(one.Slug, one.Words, its.Count(it => it.IsBegun), its.Count);
            }),
        ];
    }

    /// <summary>Those whose next day went by, of all reports, the longest first.</summary>
    public async Task<IReadOnlyList<LateRecommendation>> LateAsync(CancellationToken cancellation)
    {
        var today = Today;
        var due = await db
            .Recommendations.AsNoTracking()
            .Where(one => one.NextDay < today)
            .OrderBy(one => one.NextDay)
            .ToListAsync(cancellation);
        return
        [
            .. due.Where(one => one.IsLateOn(today))
                .Select(one => new LateRecommendation(one.Report, one.Number, one.Text, one.Owner, one.NextDay!.Value)),
        ];
    }

    public async Task<RecommendationPage?> OneAsync(string slug, int number, CancellationToken cancellation)
    {
        var one = await db
            .Recommendations.AsNoTracking()
            .SingleOrDefaultAsync(it => it.Report == slug && it.Number == number, cancellation);
        if (one is null || await WordsAsync(slug, cancellation) is not { } words)
            return null;
        return new RecommendationPage(
            slug,
            words,
            RowOf(one),
            [.. one.Steps.Reverse().Select(step => new StepPart(step.State, step.Note, step.Evidence, step.At))]
        );
    }

    private Task<ReportWords?> WordsAsync(string slug, CancellationToken cancellation) =>
        db
            .FollowedReports.AsNoTracking()
            .Where(one => one.Slug == slug)
            .Select(one => one.Words)
            .SingleOrDefaultAsync(cancellation)!;

    private DateOnly Today => DateOnly.FromDateTime(Dates.Civil(clock.GetUtcNow()));

    private RecommendationRow RowOf(FollowedRecommendation one) =>
        new(one.Number, one.Axis, one.Text, one.Owner, one.State, one.NextDay, one.IsLateOn(Today));
}
