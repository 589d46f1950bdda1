using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Events;
using Portal.Domain.Recommendations;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Web.Calls;
using Portal.Web.Shared;

namespace Portal.Web.Events;

/// <summary>A day of the programme: its sessions, what was announced and what became of it, counted live.</summary>
[AllowAnonymous, PublicPage]
public sealed class EventsController(PortalDbContext db, PortalClock clock) : Controller
{
    [HttpGet("/events/{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation)
    {
        var day = await db.ProgrammeEvents.AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, cancellation);
        if (day is null)
            return NotFound();
        var figures = new Dictionary<EventFigure, EventCount>();
        foreach (
            var kind in day
                .Content.Announcements.Select(one => one.Figure)
                .OfType<EventFigure>()
                .GroupBy(one => one.Kind)
        )
        foreach (var (figure, count) in await CountAsync(kind.Key, [.. kind], cancellation))
            figures[figure] = count;
        return View(new EventPage(day.Content, figures));
    }

    /// <summary>One statement a kind, however many announcements there are.</summary>
    private async Task<IEnumerable<KeyValuePair<EventFigure, EventCount>>> CountAsync(
        EventFigureKind kind,
        IReadOnlyList<EventFigure> figures,
        CancellationToken cancellation
    )
    {
        var slugs = figures.Select(one => one.Of).ToList();
        var counts = kind switch
        {
            EventFigureKind.Winners => await WinnersAsync(slugs, cancellation),
            EventFigureKind.Contributions => await ContributionsAsync(slugs, cancellation),
            EventFigureKind.Recommendations => await RecommendationsAsync(slugs, cancellation),
            EventFigureKind.OpenCalls => await OpenCallsAsync(cancellation),
            _ => new Dictionary<string, EventCount>
            {
                [""] = new(await db.ContactBodies.CountAsync(cancellation), null),
            },
        };
        return figures.Select(one =>
            KeyValuePair.Create(one, counts.GetValueOrDefault(one.Of) ?? new EventCount(0, null))
        );
    }

    private async Task<Dictionary<string, EventCount>> WinnersAsync(
        List<string> slugs,
        CancellationToken cancellation
    ) =>
        await (
            from winner in db.WinnersPublicAt(clock.GetUtcNow())
            join list in db.WinnerLists on winner.ListId equals list.Id
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            where slugs.Contains(call.Slug)
            group winner by call.Slug into its
            select new { its.Key, Count = its.Count() }
        ).ToDictionaryAsync(one => one.Key, one => new EventCount(one.Count, null), cancellation);

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
                its => new EventCount(
                    its.Count(one => one.State is RecommendationState.Done or RecommendationState.UnderWay),
                    its.Count()
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

/// <param name="Figures">Counted at the moment of reading.</param>
public sealed record EventPage(EventContent Content, IReadOnlyDictionary<EventFigure, EventCount> Figures);

/// <param name="Of">Of how many; null where that says nothing.</param>
public sealed record EventCount(int Count, int? Of);
