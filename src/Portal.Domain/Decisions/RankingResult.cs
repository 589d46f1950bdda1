using System.Text.Json.Serialization;

namespace Portal.Domain.Decisions;

/// <summary>What a ranking came to: as scores were given, and adjusted for their experts' severity, side by side.</summary>
/// <param name="Dossiers">In the order of expected ranks, or of means where scores can't be adjusted; those without a review last.</param>
/// <param name="Line">The expected rank, or the rank by mean, of the last dossier that can be funded; 0 where none can.</param>
/// <param name="Funded">How many can be funded.</param>
/// <param name="Obstacles">Why the scores can't be adjusted; nothing where they are.</param>
/// <param name="Experts">The most severe first; nobody where scores can't be adjusted.</param>
public sealed record RankingResult(
    IReadOnlyList<RankedScore> Dossiers,
    double Line,
    int Funded,
    IReadOnlyList<RankingObstacle> Obstacles,
    IReadOnlyList<ExpertSeverity> Experts,
    IReadOnlyList<RankingChange> Changes
)
{
    [JsonIgnore]
    public bool IsAdjusted => Obstacles.Count == 0;
}

/// <summary>A refusal as it is kept.</summary>
public sealed record RankingObstacle(string Code, IReadOnlyList<decimal> Numbers)
{
    public Refusal AsRefusal() => new(Code, [.. Numbers.Select(number => (object)number)]);

    public static RankingObstacle Of(Refusal refusal) =>
        new(
            refusal.Code,
            [
                .. refusal.Arguments.Select(one =>
                    Convert.ToDecimal(one, System.Globalization.CultureInfo.InvariantCulture)
                ),
            ]
        );
}

/// <param name="Mean">Of its scores; null without a review.</param>
/// <param name="Deviation">The standard deviation of its scores; null below two reviews.</param>
/// <param name="Rank">By mean, shared by equals.</param>
/// <param name="Adjusted">Null where scores can't be adjusted, or there are none.</param>
public sealed record RankedScore(
    DossierId Dossier,
    int Reviews,
    decimal? Mean,
    double? Deviation,
    int? Rank,
    AdjustedRank? Adjusted,
    FundingGroup? Group
);

/// <param name="Expected">The mean of its ranks over all draws.</param>
/// <param name="Score">What it is worth on the scale of the scores, severity and chance taken out.</param>
public sealed record AdjustedRank(double Expected, decimal Score, int Low50, int High50, int Low90, int High90);

/// <param name="Expected">What the expert takes off every score, in marks: below zero for the generous.</param>
public sealed record ExpertSeverity(ExpertId Expert, int Reviews, double Expected, double Low90, double High90);
