using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Decisions;

/// <summary>
/// Reads winners for the public's pages. The lists are chosen by the query that holds the embargo; winners are read by
/// them, one page at a time.
/// </summary>
public sealed class PublicWinners(PortalDbContext db)
{
    /// <returns>Null where the call or the wave has no public list.</returns>
    public async Task<WinnersPage?> FindAsync(
        string? slug,
        int? wave,
        WinnerFilter filter,
        CancellationToken cancellation
    )
    {
        if (await ScopeAsync(slug, wave, cancellation) is not var (scope, lists))
            return null;
        var chosen = lists.Where(filter.Takes).ToDictionary(list => list.Id);
        var winners = Matching(filter, [.. chosen.Keys]);
        var count = await winners.CountAsync(cancellation);
        var rows = await RowsAsync(winners, filter.Page, chosen, cancellation);
        return new WinnersPage(scope, filter, lists, count, rows);
    }

    /// <returns>The public lists of a call, of a wave or all, the newest first; null where a call or wave has none.</returns>
    public async Task<(WinnerScope Scope, IReadOnlyList<PublicList> Lists)?> ScopeAsync(
        string? slug,
        int? wave,
        CancellationToken cancellation
    )
    {
        var now = await db.NowAsync(cancellation);
        var lists = await PublicList.Query(db, now).AsNoTracking().ToListAsync(cancellation);
        if (slug is null)
            return (WinnerScope.All, lists);
        var its = lists.FindAll(list => list.Slug == slug && (wave is null || list.Wave == wave));
        return its.Count == 0 ? null : (new WinnerScope(slug, its[0].Call, wave), its);
    }

    /// <returns>Null where no public list of the wave has it.</returns>
    public async Task<ProjectPage?> ProjectAsync(string slug, int wave, string number, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var found = await Project(slug, wave, number, now).AsNoTracking().FirstOrDefaultAsync(cancellation);
        return found is null ? null : PageOf(found.List, found.Winner, $"{found.ListVersion}-{found.CallVersion}");
    }

    private IQueryable<FoundProject> Project(string slug, int wave, string number, DateTimeOffset now) =>
        from winner in db.WinnersPublicAt(now)
        where winner.Number == number
        join list in db.WinnerLists on winner.ListId equals list.Id
        join one in db.Waves.IgnoreAutoIncludes() on list.WaveId equals one.Id
        where one.Number == wave
        join call in db.Calls on one.CallId equals call.Id
        where call.Slug == slug
        orderby list.PublishAt
        select new FoundProject
        {
            Winner = winner,
            List = new PublicList(
                list.Id,
                call.Slug,
                call.Presentation,
                call.Operator,
                call.Themes,
                one.Number,
                list.PublishAt,
                list.Winners.Count,
                list.Source
            ),
            ListVersion = EF.Property<uint>(list, "Version"),
            CallVersion = EF.Property<uint>(call, "Version"),
        };

    /// <summary>Whoever says each of the words somewhere, whatever their accents and case.</summary>
    private IQueryable<Winner> Matching(WinnerFilter filter, IReadOnlyList<WinnerListId> lists)
    {
        var patterns = filter.Patterns;
        var said =
            patterns.Length == 0
                ? db.Winners
                : db.Winners.FromSql(
                    $"""
                    select * from winners
                    where unaccent(concat_ws(' ', number, title, acronym, lead, summary,
                        jsonb_path_query_array(partners, '$[*].name')::text))
                      ilike all (select unaccent(pattern) from unnest({patterns}) as pattern)
                    """
                );
        var region = filter.Region?.Replace("\0", "", StringComparison.Ordinal);
        return said.Where(winner =>
            lists.Contains(winner.ListId) && (string.IsNullOrEmpty(region) || winner.Region == region)
        );
    }

    private static async Task<IReadOnlyList<WinnerRow>> RowsAsync(
        IQueryable<Winner> winners,
        int page,
        Dictionary<WinnerListId, PublicList> lists,
        CancellationToken cancellation
    )
    {
        var found = await winners
            .OrderBy(winner => winner.Title)
            .ThenBy(winner => winner.Number)
            .Skip((Math.Clamp(page, 1, 10_000) - 1) * WinnerFilter.PageSize)
            .Take(WinnerFilter.PageSize)
            .Select(winner => new
            {
                winner.ListId,
                winner.Number,
                winner.Title,
                winner.Acronym,
                winner.Lead,
                winner.Region,
                winner.Amount,
                winner.IsDemonstration,
            })
            .ToListAsync(cancellation);
        return found.ConvertAll(one => new WinnerRow(
            lists[one.ListId],
            one.Number,
            one.Title,
            one.Acronym,
            one.Lead,
            one.Region,
            one.Amount,
            one.IsDemonstration
        ));
    }

    private static ProjectPage PageOf(PublicList list, Winner winner, string version) =>
        new(
            list,
            winner.Number,
            winner.Title,
            winner.Acronym,
            winner.Summary,
            winner.Lead,
            winner.LeadSiret,
            winner.Partners,
            winner.Region,
            winner.Amount,
            winner.DurationMonths,
            winner.IsDemonstration,
            version
        );

    private sealed class FoundProject
    {
        public required Winner Winner { get; init; }

        public required PublicList List { get; init; }

        public required uint ListVersion { get; init; }

        public required uint CallVersion { get; init; }
    }
}
