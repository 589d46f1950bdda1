using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Calls.News;

/// <summary>A public call with its waves.</summary>
public sealed record CallInWaves(Call Call, IReadOnlyList<Wave> Waves);

/// <summary>Reads what feeds, calendars and mails tell: public calls, and nothing before its moment.</summary>
public sealed class CallNewsReading(PortalDbContext db)
{
    /// <summary>Entries of a feed; who reads it once a month misses nothing.</summary>
    private const int Longest = 100;

    /// <param name="theme">The key of a theme; all calls where there is none.</param>
    public async Task<IReadOnlyList<CallInWaves>> CallsAsync(string? theme, CancellationToken cancellation)
    {
        var asked = theme?.Replace("\0", "", StringComparison.Ordinal);
        var calls = await db.PublicCalls()
            .AsNoTracking()
            .Where(call => asked == null || call.Themes.Contains(asked))
            .OrderBy(call => call.Slug)
            .ToListAsync(cancellation);
        var ids = calls.ConvertAll(call => call.Id);
        var waves = (
            await db
                .Waves.AsNoTracking()
                .Where(wave => ids.Contains(wave.CallId))
                .OrderBy(wave => wave.Number)
                .ToListAsync(cancellation)
        ).ToLookup(wave => wave.CallId);
        return calls.ConvertAll(call => new CallInWaves(call, [.. waves[call.Id]]));
    }

    /// <returns>The newest first.</returns>
    public async Task<IReadOnlyList<CallNews>> NewsAsync(string? theme, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var calls = await CallsAsync(theme, cancellation);
        var lists = await ListsAsync([.. calls.Select(one => one.Call.Id)], now, cancellation);
        return
        [
            .. calls
                .SelectMany(NewsOf)
                .Concat(lists)
                .Concat(await CorrectionsAsync([.. calls.Select(one => one.Call.Id)], now, cancellation))
                .Where(one => one.At <= now)
                .OrderByDescending(one => one.At)
                .ThenBy(one => one.Slug, StringComparer.Ordinal)
                .ThenBy(one => one.Wave)
                .Take(Longest),
        ];
    }

    /// <summary>A wave may have several lists, one a cut-off: its winners are news when the first is public.</summary>
    private async Task<IEnumerable<CallNews>> ListsAsync(
        IReadOnlyList<CallId> calls,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var lists = await (
            from list in db.WinnerListsPublicAt(now)
            join wave in db.Waves.IgnoreAutoIncludes() on list.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            where calls.Contains(call.Id)
            orderby list.PublishAt
            select new CallNews(
                CallNewsKind.WinnersPublished,
                call.Slug,
                call.Presentation,
                call.Themes,
                wave.Number,
                list.PublishAt
            )
        ).ToListAsync(cancellation);
        return lists.DistinctBy(one => one.Key);
    }

    /// <summary>Each correction that the public list shows is news of its own.</summary>
    private async Task<IEnumerable<CallNews>> CorrectionsAsync(
        IReadOnlyList<CallId> calls,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var corrections = await (
            from correction in db.CorrectionsPublicAt(now)
            join wave in db.Waves.IgnoreAutoIncludes() on correction.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            where calls.Contains(call.Id)
            select new
            {
                correction.Items,
                News = new CallNews(
                    CallNewsKind.WinnersCorrected,
                    call.Slug,
                    call.Presentation,
                    call.Themes,
                    wave.Number,
                    correction.PublishedAt!.Value
                ),
            }
        ).ToListAsync(cancellation);
        return corrections.Where(one => one.Items.Any(item => item.ChangesList)).Select(one => one.News);
    }

    private static IEnumerable<CallNews> NewsOf(CallInWaves one)
    {
        CallNews News(CallNewsKind kind, DateTimeOffset at, int? wave = null) =>
            new(kind, one.Call.Slug, one.Call.Presentation, one.Call.Themes, wave, at);
        yield return News(CallNewsKind.Announced, one.Call.PublishedAt!.Value);
        foreach (var wave in one.Waves)
        {
            yield return News(CallNewsKind.Opened, wave.OpensAt, wave.Number);
            if (wave.ClosesAt is { } closes)
                yield return News(CallNewsKind.Closed, closes.EndsAt, wave.Number);
        }
    }
}
