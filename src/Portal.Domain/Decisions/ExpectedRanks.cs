using System.Runtime.InteropServices;

namespace Portal.Domain.Decisions;

/// <summary>A proposal's rank among all, 1 the best: what to expect, and how sure that is.</summary>
/// <param name="Mean">Of its votes, as they were given.</param>
/// <param name="Quality">What it is expected to be worth, on the scale of the votes.</param>
/// <param name="Expected">The mean of its ranks over all draws.</param>
/// <param name="Middle50">Half of its ranks lie within.</param>
/// <param name="Middle90">Nine of ten of its ranks lie within.</param>
public sealed record ExpectedRank(
    string Proposal,
    double Mean,
    double Quality,
    double Expected,
    RankRange Middle50,
    RankRange Middle90
);

[StructLayout(LayoutKind.Auto)]
public readonly record struct RankRange(int Low, int High);

/// <summary>
/// The expected ranks of proposals: how many rank before each, draw by draw of a <see cref="ScoreModel"/>. Ordered by
/// expected rank. The same draws tell how severe voters are.
/// </summary>
public sealed class ExpectedRanks
{
    public const int Draws = 10_000;

    private ExpectedRanks(IReadOnlyList<ExpectedRank> ranks, DrawnScores drawn) =>
        (Ranks, Severities, Deviations) = (ranks, drawn.Severities(), drawn.Deviations);

    public IReadOnlyList<ExpectedRank> Ranks { get; }

    /// <summary>The most severe first.</summary>
    public IReadOnlyList<Severity> Severities { get; }

    /// <summary>How much quality and noise vary: means over the draws.</summary>
    public MeanDeviations Deviations { get; }

    /// <param name="votes">All votes, on two proposals at least.</param>
    /// <param name="severityDeviation">The standard deviation of a voter's severity, in marks.</param>
    /// <param name="seed">Chooses the draws.</param>
    public static ExpectedRanks Of(IReadOnlyList<Vote> votes, double severityDeviation, int seed)
    {
        var model = new ScoreModel(votes, severityDeviation, seed);
        var drawn = DrawnScores.Of(model, Draws);
        var mean = votes.Average(vote => vote.Score);
        var means = votes
            .GroupBy(vote => vote.Proposal, StringComparer.Ordinal)
            .ToDictionary(votes => votes.Key, votes => votes.Average(vote => vote.Score), StringComparer.Ordinal);
        var ranks = model
            .Proposals.Select(
                (proposal, at) => Rank(proposal, means[proposal], mean + drawn.Qualities[at], drawn.Ranks[at])
            )
            .OrderBy(one => one.Expected)
            .ThenByDescending(one => one.Mean)
            .ThenBy(one => one.Proposal, StringComparer.Ordinal);
        return new ExpectedRanks([.. ranks], drawn);
    }

    /// <param name="funded">How many proposals can be funded: all of them at most.</param>
    public FundingLine LineAfter(int funded) => new(funded, funded == 0 ? 0 : Ranks[funded - 1].Expected);

    private static ExpectedRank Rank(string proposal, double mean, double quality, int[] counts) =>
        new(
            proposal,
            mean,
            quality,
            counts.Select((times, rank) => (rank + 1.0) * times / Draws).Sum(),
            new RankRange(Quantile(counts, 0.25), Quantile(counts, 0.75)),
            new RankRange(Quantile(counts, 0.05), Quantile(counts, 0.95))
        );

    /// <summary>The least rank that as many draws have, or a better one.</summary>
    private static int Quantile(int[] counts, double share)
    {
        var sum = 0;
        for (var rank = 0; rank < counts.Length; rank++)
            if ((sum += counts[rank]) >= share * Draws)
                return rank + 1;
        return counts.Length;
    }
}
