using Portal.Domain.Dossiers;

namespace Portal.Domain.Decisions;

/// <summary>A dossier's place: its mean weighted score over the submitted reviews, and how many there are.</summary>
/// <param name="Rank">1 is the best; dossiers of the same score share a rank; null without any review.</param>
public sealed record RankedDossier(DossierId Dossier, decimal? Score, int Reviews, int? Rank);

/// <summary>The ranking of a wave by weighted score: it informs the decision, and is none itself.</summary>
public static class Ranking
{
    /// <param name="scores">The scores of the submitted reviews, by dossier; dossiers without one have no score.</param>
    public static IReadOnlyList<RankedDossier> Of(IReadOnlyDictionary<DossierId, IReadOnlyList<decimal>> scores)
    {
        var means = scores
            .Select(dossier => (Dossier: dossier.Key, Mean: Mean(dossier.Value), Reviews: dossier.Value.Count))
            .OrderByDescending(dossier => dossier.Mean ?? decimal.MinValue)
            .ThenBy(dossier => dossier.Dossier.Value)
            .ToList();
        return
        [
            .. means.Select(dossier => new RankedDossier(
                dossier.Dossier,
                dossier.Mean,
                dossier.Reviews,
                dossier.Mean is null ? null : 1 + means.Count(other => other.Mean > dossier.Mean)
            )),
        ];
    }

    private static decimal? Mean(IReadOnlyList<decimal> scores) =>
        scores.Count == 0 ? null : decimal.Round(scores.Average(), 4);
}
