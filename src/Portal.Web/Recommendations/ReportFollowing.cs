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

    private RecommendationRow RowOf(FollowedRecommendation one)
    {
        var last = one.Steps.Count > 0 ? one.Steps[^1] : null;
        return new RecommendationRow(
            one.Number,
            one.Axis,
            one.Text,
            one.Owner,
            one.State,
            one.NextDay,
            one.IsLateOn(DateOnly.FromDateTime(Dates.Civil(clock.GetUtcNow()))),
            last?.Note,
            last?.At
        );
    }
}
