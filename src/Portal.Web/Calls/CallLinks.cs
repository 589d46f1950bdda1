using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Calls;

/// <summary>Finds the pages that follow from a call: the editions of its awards, its cohorts, the catalogue.</summary>
internal static class CallLinks
{
    public static async Task<IReadOnlyList<CallLink>> OfAsync(
        PortalDbContext db,
        Call call,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        call.Kind switch
        {
            CallKind.AwardByCategory => await AwardsAsync(db, call, now, cancellation),
            CallKind.AcceleratorCohort => await CohortsAsync(db, call, cancellation),
            CallKind.Referencing => [new CallLink("/catalogue", "catalogue", new LocalizedText("", ""))],
            _ => [],
        };

    /// <summary>Editions with a shortlist or with winners; before, nothing is there.</summary>
    private static async Task<IReadOnlyList<CallLink>> AwardsAsync(
        PortalDbContext db,
        Call call,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var lists = db.WinnerListsPublicAt(now);
        var editions = await db
            .Waves.Where(wave =>
                wave.CallId == call.Id
                && (
                    db.AwardEditions.Any(one => one.WaveId == wave.Id && one.ShortlistedAt != null)
                    || lists.Any(list => list.WaveId == wave.Id)
                )
            )
            .OrderByDescending(wave => wave.Number)
            .Select(wave => wave.Number)
            .ToListAsync(cancellation);
        return
        [
            .. editions.Select(number =>
            {
                var told = number.ToString(CultureInfo.InvariantCulture);
                return new CallLink($"/awards/{call.Slug}/{told}", "award", new LocalizedText(told, told));
            }),
        ];
    }

    private static async Task<IReadOnlyList<CallLink>> CohortsAsync(
        PortalDbContext db,
        Call call,
        CancellationToken cancellation
    )
    {
        var cohorts = await db
            .Cohorts.AsNoTracking()
            .Where(one => one.Call == call.Slug)
            .OrderByDescending(one => one.Wave)
            .ToListAsync(cancellation);
        return [.. cohorts.Select(one => new CallLink($"/cohorts/{one.Slug}", "cohort", one.Content.Title))];
    }
}
