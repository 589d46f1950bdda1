using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;

namespace Portal.Web.Decisions.Figures;

/// <summary>
/// The programme in figures. What was filed is told once a cut-off has passed, what was decided once it is public; a
/// wave whose decision waits for its minute reads as one that nobody has decided on.
/// </summary>
public sealed class ProgrammeFigures(
    PortalDbContext db,
    CallNewsReading calls,
    WinnerFigures figures,
    PublicWinners winners,
    ProgrammeTerms programme
)
{
    /// <summary>Smaller groups are told as such: nobody is picked out of ten.</summary>
    private const int FewestExperts = 10;

    public async Task<ProgrammePage> PageAsync(CancellationToken cancellation)
    {
        var found = await calls.CallsAsync(theme: null, cancellation);
        var (scope, lists) = (await winners.ScopeAsync(slug: null, wave: null, cancellation))!.Value;
        var won = await figures.OfAsync(scope, lists, cancellation);
        var now = await db.NowAsync(cancellation);
        var filed = await FiledAsync(cancellation);
        var byWave = won.Waves.ToDictionary(one => (one.Slug, one.Wave));
        return new ProgrammePage(
            [
                .. found.SelectMany(
                    one => one.Waves,
                    (one, wave) => WaveOf(one, wave, now, filed, byWave.GetValueOrDefault((one.Call.Slug, wave.Number)))
                ),
            ],
            found.Count,
            await ExpertsAsync(lists, cancellation),
            won.Rates,
            [.. won.Regions.Select(ShareOf)],
            won.IsDemonstration || filed.Values.Any(its => its.IsDemonstration)
        );
    }

    private static ProgrammeWave WaveOf(
        CallInWaves of,
        Wave wave,
        DateTimeOffset now,
        Dictionary<Guid, FiledRow> filed,
        WaveFigure? won
    ) =>
        new(
            of.Call.Slug,
            of.Call.Presentation,
            wave.Number,
            wave.StateAt(now),
            wave.OpensAt,
            wave.ClosesAt?.At,
            wave.CutOffs.Any(cutOff => !cutOff.Deadline.Accepts(now))
                ? filed.GetValueOrDefault(wave.Id.Value)?.Filed ?? 0
                : null,
            won?.Winners,
            won?.Euros
        );

    private RegionShare ShareOf(GrantFigure region) =>
        new(region, programme.Regions.FirstOrDefault(term => term.Key == region.Key)?.Inhabitants);

    /// <summary>Dossiers that stand, by wave, of the cut-offs that have passed.</summary>
    private Task<Dictionary<Guid, FiledRow>> FiledAsync(CancellationToken cancellation) =>
        db
            .Database.SqlQuery<FiledRow>(
                $"""
                select dossier.wave_id, count(*)::int as filed,
                       bool_or(dossier.is_demonstration) as is_demonstration
                from dossiers dossier join cut_offs cut_off on cut_off.id = dossier.cut_off_id
                where dossier.filed_at is not null and dossier.withdrawal_at is null
                  and cut_off.deadline_ends_at <= (select portal_now())
                group by dossier.wave_id
                """
            )
            .ToDictionaryAsync(row => row.WaveId, cancellation);

    private async Task<int?> ExpertsAsync(IReadOnlyList<PublicList> lists, CancellationToken cancellation)
    {
        var ids = lists.Select(list => list.Id.Value).ToArray();
        var count = await db
            .Database.SqlQuery<int>(
                $"""
                select count(distinct expert_person)::int as "Value" from reviews
                where submitted_at is not null and wave_id in (select wave_id from winner_lists where id = any({ids}))
                """
            )
            .SingleAsync(cancellation);
        return count < FewestExperts ? null : count / 10 * 10;
    }

    private sealed record FiledRow(Guid WaveId, int Filed, bool IsDemonstration);
}
