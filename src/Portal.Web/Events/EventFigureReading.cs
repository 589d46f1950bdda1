using Microsoft.EntityFrameworkCore;
using Portal.Domain.Events;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Contacts;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Web.Calls;

namespace Portal.Web.Events;

/// <summary>Counts what stands beside announcements: one statement a kind, however many announcements there are.</summary>
public sealed class EventFigureReading(PortalDbContext db, PortalClock clock)
{
    public async Task<IReadOnlyDictionary<EventFigure, EventCount>> CountAsync(
        IEnumerable<EventAnnouncement> announcements,
        CancellationToken cancellation
    )
    {
        var figures = new Dictionary<EventFigure, EventCount>();
        foreach (var kind in announcements.Select(one => one.Figure).OfType<EventFigure>().GroupBy(one => one.Kind))
        {
            var counts = await CountAsync(kind.Key, [.. kind.Select(one => one.Of).Distinct()], cancellation);
            foreach (var figure in kind)
                figures[figure] = counts.GetValueOrDefault(figure.Of) ?? new EventCount(0, null);
        }
        return figures;
    }

    private async Task<Dictionary<string, EventCount>> CountAsync(
        EventFigureKind kind,
        List<string> slugs,
        CancellationToken cancellation
    ) =>
        kind switch
        {
            EventFigureKind.Winners => (await WinnersAsync(slugs, cancellation)).ToDictionary(
                one => one.Key,
                one => new EventCount(one.Value.Values.Sum(), null),
                StringComparer.Ordinal
            ),
            EventFigureKind.Contributions => await ContributionsAsync(slugs, cancellation),
            EventFigureKind.Recommendations => await RecommendationsAsync(slugs, cancellation),
            EventFigureKind.Members => await MembersAsync(slugs, cancellation),
            EventFigureKind.OpenCalls => await OpenCallsAsync(cancellation),
            _ => new Dictionary<string, EventCount>(StringComparer.Ordinal)
            {
                [""] = new(await db.OpenContacts().CountAsync(cancellation), null),
            },
        };

    /// <summary>By call and wave.</summary>
    private async Task<Dictionary<string, Dictionary<int, int>>> WinnersAsync(
        IReadOnlyCollection<string> calls,
        CancellationToken cancellation
    )
    {
        var found = await (
            from winner in db.WinnersPublicAt(clock.GetUtcNow())
            join list in db.WinnerLists on winner.ListId equals list.Id
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            where calls.Contains(call.Slug)
            group winner by new { call.Slug, wave.Number } into its
            select new { its.Key, Count = its.Count() }
        ).ToListAsync(cancellation);
        return found
            .GroupBy(one => one.Key.Slug)
            .ToDictionary(
                its => its.Key,
                its => its.ToDictionary(one => one.Key.Number, one => one.Count),
                StringComparer.Ordinal
            );
    }

    private async Task<Dictionary<string, EventCount>> ContributionsAsync(
        List<string> slugs,
        CancellationToken cancellation
    ) =>
        await (
            from one in db.PublicContributions()
            join consultation in db.Consultations on one.ConsultationId equals consultation.Id
            where slugs.Contains(consultation.Slug)
            group one by consultation.Slug into its
            select new { its.Key, Count = its.Count() }
        ).ToDictionaryAsync(one => one.Key, one => new EventCount(one.Count, null), cancellation);

    private async Task<Dictionary<string, EventCount>> RecommendationsAsync(
        List<string> slugs,
        CancellationToken cancellation
    )
    {
        var all = await db
            .Recommendations.AsNoTracking()
            .Where(one => slugs.Contains(one.Report))
            .ToListAsync(cancellation);
        return all.GroupBy(one => one.Report)
            .ToDictionary(
                its => its.Key,
                its => new EventCount(its.Count(one => one.IsBegun), its.Count()),
                StringComparer.Ordinal
            );
    }

    /// <summary>Of all who applied.</summary>
    private async Task<Dictionary<string, EventCount>> MembersAsync(List<string> slugs, CancellationToken cancellation)
    {
        var cohorts = await db.Cohorts.AsNoTracking().Where(one => slugs.Contains(one.Slug)).ToListAsync(cancellation);
        var winners = await WinnersAsync([.. cohorts.Select(one => one.Call).Distinct()], cancellation);
        return cohorts.ToDictionary(
            one => one.Slug,
            one => new EventCount(
                one.Content.Members.Count + (winners.GetValueOrDefault(one.Call)?.GetValueOrDefault(one.Wave) ?? 0),
                one.Content.Candidates
            ),
            StringComparer.Ordinal
        );
    }

    private async Task<Dictionary<string, EventCount>> OpenCallsAsync(CancellationToken cancellation)
    {
        var calls = await db.PublicCalls().AsNoTracking().ToListAsync(cancellation);
        var ids = calls.Select(call => call.Id).ToList();
        var waves = await db.Waves.AsNoTracking().Where(wave => ids.Contains(wave.CallId)).ToListAsync(cancellation);
        var open = calls.Count(call =>
            CallCard.Of(call, [.. waves.Where(wave => wave.CallId == call.Id)], clock.GetUtcNow()).State
            == CallState.Open
        );
        return new Dictionary<string, EventCount>(StringComparer.Ordinal) { [""] = new(open, calls.Count) };
    }
}
