using System.Runtime.InteropServices;

namespace Portal.Domain.Decisions;

/// <summary>Where a proposal stands towards the funding line.</summary>
public enum FundingGroup
{
    Fund,

    /// <summary>The middle half of its ranks holds the line: the scores alone don't decide.</summary>
    Grey,
    Reject,
}

/// <summary>A proposal's rank among all, 1 the best: what to expect, and how sure that is.</summary>
/// <param name="Mean">Of its votes, as they were given.</param>
/// <param name="Expected">The mean of its ranks over all draws.</param>
/// <param name="Middle50">Half of its ranks lie within.</param>
/// <param name="Middle90">Nine of ten of its ranks lie within.</param>
public sealed record ExpectedRank(
    string Proposal,
    double Mean,
    double Expected,
    RankRange Middle50,
    RankRange Middle90
);

[StructLayout(LayoutKind.Auto)]
public readonly record struct RankRange(int Low, int High);

/// <summary>
/// The expected ranks of proposals: how many rank before each, draw by draw of a <see cref="ScoreModel"/>. Ordered by
/// expected rank.
/// </summary>
public sealed class ExpectedRanks
{
    public const int Draws = 10_000;

    private ExpectedRanks(IReadOnlyList<ExpectedRank> ranks, int funded) =>
        (Ranks, FundingLine) = (ranks, ranks[funded - 1].Expected);

    public IReadOnlyList<ExpectedRank> Ranks { get; }

    /// <summary>The expected rank of the last proposal that can be funded.</summary>
    public double FundingLine { get; }

    /// <param name="votes">All votes.</param>
    /// <param name="funded">How many proposals can be funded: from one to all of them.</param>
    /// <param name="severityDeviation">The standard deviation of a voter's severity, in marks.</param>
    /// <param name="seed">Chooses the draws.</param>
    public static ExpectedRanks Of(IReadOnlyList<Vote> votes, int funded, double severityDeviation, int seed)
    {
        var model = new ScoreModel(votes, severityDeviation, seed);
        var counts = Count(model);
        var means = votes
            .GroupBy(vote => vote.Proposal, StringComparer.Ordinal)
            .ToDictionary(votes => votes.Key, votes => votes.Average(vote => vote.Score), StringComparer.Ordinal);
        var ranks = model
            .Proposals.Select((proposal, at) => Rank(proposal, means[proposal], counts[at]))
            .OrderBy(one => one.Expected)
            .ThenByDescending(one => one.Mean)
            .ThenBy(one => one.Proposal, StringComparer.Ordinal);
        return new ExpectedRanks([.. ranks], funded);
    }

    public FundingGroup GroupOf(ExpectedRank rank) =>
        rank.Middle50.High < FundingLine ? FundingGroup.Fund
        : rank.Middle50.Low > FundingLine ? FundingGroup.Reject
        : FundingGroup.Grey;

    /// <summary>How often each proposal had each rank.</summary>
    private static int[][] Count(ScoreModel model)
    {
        var order = new int[model.Proposals.Count];
        var worth = new double[order.Length];
        var counts = order.Select(_ => new int[order.Length]).ToArray();
        foreach (var draw in model.Draw(Draws))
        {
            for (var at = 0; at < order.Length; at++)
                (order[at], worth[at]) = (at, -draw[at]);
            Array.Sort(worth, order);
            for (var rank = 0; rank < order.Length; rank++)
                counts[order[rank]][rank]++;
        }
        return counts;
    }

    private static ExpectedRank Rank(string proposal, double mean, int[] counts) =>
        new(
            proposal,
            mean,
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
