using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Infrastructure.Decisions;

/// <summary>Reads what the ranking of a wave is computed from.</summary>
internal static class RankingMatters
{
    public static async Task<RankingMatter> ReadAsync(
        PortalDbContext db,
        WaveId wave,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var eligible = await db.FiledInAsync(wave, viewer)
            .Where(line => line.State == DossierState.Eligible)
            .ToDictionaryAsync(line => new DossierId(line.Id), line => line.Number, cancellationToken: cancellation);
        var requested = await RequestedAsync(db, wave, cancellation);
        var given = await GivenAsync(db, wave, cancellation);
        var reviews = given.Where(one => eligible.ContainsKey(one.Review.Dossier)).ToList();
        var grids = reviews.Select(one => one.Grid).Distinct().ToList();
        var known = await db.Grids.AsNoTracking().Where(grid => grids.Contains(grid.Id)).ToListAsync(cancellation);
        return new RankingMatter(
            [.. eligible.Keys.Select(dossier => new RankedMatter(dossier, requested.GetValueOrDefault(dossier)))],
            [
                .. reviews
                    .Select(one => one.Review)
                    .OrderBy(one => eligible[one.Dossier], StringComparer.Ordinal)
                    .ThenBy(one => one.Expert.Value),
            ],
            known is [var only] ? CriteriaOf(only) : [],
            known.Select(grid => (grid.Scale.From, grid.Scale.To)).Distinct().Count()
        );
    }

    private static IReadOnlyList<WeighedCriterion> CriteriaOf(Grid grid) =>
        [.. grid.Criteria.Select(one => new WeighedCriterion(one.Key, one.Title, one.Weight))];

    private static async Task<List<(GivenReview Review, GridId Grid)>> GivenAsync(
        PortalDbContext db,
        WaveId wave,
        CancellationToken cancellation
    )
    {
        var submitted = await db.ReviewsThatCount()
            .AsNoTracking()
            .Where(review => review.WaveId == wave && review.Score != null)
            .Select(review => new
            {
                review.DossierId,
                review.ExpertId,
                review.Score,
                review.Sheet,
                review.GridId,
            })
            .ToListAsync(cancellation);
        return
        [
            .. submitted.Select(one =>
                (new GivenReview(one.DossierId, one.ExpertId, one.Score!.Value, one.Sheet.Marks), one.GridId)
            ),
        ];
    }

    /// <summary>Read out of the answers where they are, so that none of them travels whole.</summary>
    private static async Task<Dictionary<DossierId, decimal?>> RequestedAsync(
        PortalDbContext db,
        WaveId wave,
        CancellationToken cancellation
    )
    {
        var typed = await db
            .Database.SqlQuery<TypedAmount>(
                $"""
                select dossier.id as dossier, filing.answers ->> {CommonFields.AidRequested} as amount
                from dossiers dossier join filings filing on filing.id = dossier.filing_id
                where dossier.wave_id = {wave.Value}
                """
            )
            .ToListAsync(cancellation);
        return typed.ToDictionary(one => new DossierId(one.Dossier), one => RequestedAid.Of(one.Amount));
    }

    private sealed record TypedAmount(Guid Dossier, string? Amount);
}
