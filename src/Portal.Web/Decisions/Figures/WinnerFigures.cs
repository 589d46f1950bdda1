using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Decisions.Figures;

/// <summary>
/// Adds up the winners of public lists. The lists are chosen by the query that holds the embargo, and the database adds
/// up by them: what a list under embargo holds is in no number, and no number says that there is one.
/// </summary>
public sealed class WinnerFigures(PortalDbContext db, PublicWinners winners, ProgrammeTerms programme, Texts texts)
{
    /// <returns>Null where the call or the wave has no public list.</returns>
    public async Task<FiguresPage?> PageOfAsync(string? slug, int? wave, CancellationToken cancellation) =>
        await winners.ScopeAsync(slug, wave, cancellation) is var (scope, lists)
            ? await OfAsync(scope, lists, cancellation)
            : null;

    public async Task<FiguresPage> OfAsync(
        WinnerScope scope,
        IReadOnlyList<PublicList> lists,
        CancellationToken cancellation
    )
    {
        var ids = lists.Select(list => list.Id.Value).ToArray();
        var grants = (await GrantsAsync(ids, cancellation)).ToLookup(grant => grant.ListId);
        var byList = lists.Select(list => (List: list, Grants: grants[list.Id.Value].ToList())).ToList();
        return new FiguresPage(
            scope,
            byList.Sum(one => one.Grants.Sum(grant => grant.Winners)),
            byList.Sum(one => one.Grants.Sum(grant => grant.Euros)),
            RegionsOf([.. byList.SelectMany(one => one.Grants)]),
            ThemesOf(byList),
            WavesOf(byList),
            await RatesAsync(lists, cancellation),
            byList.Exists(one => one.Grants.Exists(grant => grant.IsDemonstration))
        );
    }

    /// <summary>
    /// Cut-offs that have public winners. Dossiers are counted by what their carriers did, winners by what is public:
    /// nothing here moves while a decision is being prepared.
    /// </summary>
    public async Task<IReadOnlyList<SuccessRate>> RatesAsync(
        IReadOnlyList<PublicList> lists,
        CancellationToken cancellation
    )
    {
        var calls = lists.DistinctBy(list => list.Slug).ToDictionary(list => list.Slug, list => list.Call);
        return (await RateRowsAsync([.. lists.Select(list => list.Id.Value)], cancellation)).ConvertAll(
            row => new SuccessRate(
                row.Slug,
                calls[row.Slug],
                row.Wave,
                row.CutOff,
                row.ClosedAt,
                row.ToldAt,
                row.Filed,
                row.Funded
            )
        );
    }

    private Task<List<RateRow>> RateRowsAsync(Guid[] lists, CancellationToken cancellation) =>
        db
            .Database.SqlQuery<RateRow>(
                $"""
                select call.slug, wave.number as wave, cut_off.number as cut_off, cut_off.deadline_at as closed_at,
                       min(won.told_at) as told_at, count(*)::int as filed, count(won.dossier_id)::int as funded
                from dossiers dossier
                join cut_offs cut_off on cut_off.id = dossier.cut_off_id
                join waves wave on wave.id = dossier.wave_id
                join calls call on call.id = wave.call_id
                left join (
                    select winner.dossier_id, min(list.publish_at) as told_at
                    from winners winner join winner_lists list on list.id = winner.list_id
                    where list.id = any({lists})
                    group by winner.dossier_id
                ) won on won.dossier_id = dossier.id
                where dossier.filed_at is not null and dossier.withdrawal_at is null
                  and dossier.wave_id in (select wave_id from winner_lists where id = any({lists}))
                group by call.slug, wave.number, cut_off.number, cut_off.deadline_at
                having count(won.dossier_id) > 0
                order by told_at desc, call.slug, wave.number, cut_off.number
                """
            )
            .ToListAsync(cancellation);

    private Task<List<GrantRow>> GrantsAsync(Guid[] lists, CancellationToken cancellation) =>
        db
            .Database.SqlQuery<GrantRow>(
                $"""
                select list_id, region, count(*)::int as winners, sum(amount) as euros,
                       bool_or(is_demonstration) as is_demonstration
                from winners where list_id = any({lists}) group by list_id, region
                """
            )
            .ToListAsync(cancellation);

    /// <summary>The programme's regions in its order, then what dossiers say otherwise.</summary>
    private List<GrantFigure> RegionsOf(IReadOnlyList<GrantRow> grants)
    {
        var known = programme.Regions.Select(region => region.Key).ToList();
        var said = grants.Select(grant => grant.Region).Distinct().Except(known).Order(StringComparer.Ordinal);
        return
        [
            .. known
                .Concat(said)
                .Select(key => FigureOf(key, NameOf(key), [.. grants.Where(grant => grant.Region == key)])),
        ];
    }

    private LocalizedText NameOf(string region) =>
        region.Length == 0 ? texts.Both("figures.no-region") : programme.Region(region);

    private List<GrantFigure> ThemesOf(IReadOnlyList<(PublicList List, List<GrantRow> Grants)> lists) =>
        [
            .. lists
                .SelectMany(one => one.List.Themes, (one, theme) => (theme, one.Grants))
                .GroupBy(one => one.theme, one => one.Grants)
                .Select(same => FigureOf(same.Key, programme.Theme(same.Key), [.. same.SelectMany(grants => grants)]))
                .OrderByDescending(figure => figure.Euros)
                .ThenBy(figure => figure.Key, StringComparer.Ordinal),
        ];

    private static List<WaveFigure> WavesOf(IReadOnlyList<(PublicList List, List<GrantRow> Grants)> lists) =>
        [
            .. lists
                .GroupBy(one => (one.List.Slug, one.List.Wave))
                .Select(same => new WaveFigure(
                    same.Key.Slug,
                    same.First().List.Call,
                    same.Key.Wave,
                    same.Sum(one => one.Grants.Sum(grant => grant.Winners)),
                    same.Sum(one => one.Grants.Sum(grant => grant.Euros))
                )),
        ];

    private static GrantFigure FigureOf(string key, LocalizedText name, IReadOnlyList<GrantRow> grants) =>
        new(key, name, grants.Sum(grant => grant.Winners), grants.Sum(grant => grant.Euros));

    private sealed record GrantRow(Guid ListId, string Region, int Winners, decimal Euros, bool IsDemonstration);

    private sealed record RateRow(
        string Slug,
        int Wave,
        int CutOff,
        DateTimeOffset ClosedAt,
        DateTimeOffset ToldAt,
        int Filed,
        int Funded
    );
}
