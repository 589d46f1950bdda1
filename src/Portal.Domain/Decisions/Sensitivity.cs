namespace Portal.Domain.Decisions;

public enum ChangeKind
{
    /// <summary>An expert's reviews are left out.</summary>
    WithoutExpert,

    /// <summary>A criterion is left out.</summary>
    WithoutCriterion,

    /// <summary>A criterion weighs half.</summary>
    HalfWeight,

    /// <summary>A criterion weighs twice as much.</summary>
    DoubleWeight,
}

/// <summary>What another panel, or another grid, would have put on the other side of the line.</summary>
/// <param name="Key">The expert's id, or the criterion's key.</param>
/// <param name="Raised">Dossiers that would be funded instead.</param>
/// <param name="Dropped">Dossiers that would not be funded any more.</param>
/// <param name="Unreviewed">Dossiers that would have no review left.</param>
public sealed record RankingChange(
    ChangeKind Kind,
    string Key,
    IReadOnlyList<DossierId> Raised,
    IReadOnlyList<DossierId> Dropped,
    IReadOnlyList<DossierId> Unreviewed
)
{
    /// <summary>How many dossiers change sides.</summary>
    public int Count => Raised.Count + Dropped.Count;
}

/// <summary>
/// What changes sides of the funding line if one expert goes, or one criterion's weight. Every such ranking is made by
/// the same fast means as the one that it is compared with: the model's own prediction with its spread kept, or the
/// means of scores where they can't be adjusted.
/// </summary>
internal sealed class Sensitivity(
    RankingMatter matter,
    FundingTerms terms,
    Func<IReadOnlyList<Vote>, IReadOnlyList<string>> order
)
{
    private readonly Dictionary<string, decimal?> _requested = matter.Dossiers.ToDictionary(
        one => one.Dossier.Value.ToString(),
        one => one.Requested,
        StringComparer.Ordinal
    );

    public IReadOnlyList<RankingChange> Changes()
    {
        var now = Funded(matter.Votes);
        return [.. WithoutExperts(now), .. OtherWeights(now)];
    }

    private IEnumerable<RankingChange> WithoutExperts(HashSet<string> now) =>
        from expert in matter.Reviews.Select(review => review.Expert).Distinct()
        let left = matter.Votes.Where(vote => vote.Voter != expert.Value.ToString()).ToList()
        where left.Count > 0
        select Change(ChangeKind.WithoutExpert, expert.Value.ToString(), now, left);

    private IEnumerable<RankingChange> OtherWeights(HashSet<string> now) =>
        from criterion in matter.Criteria.Count > 1 ? matter.Criteria : []
        from kind in new[] { ChangeKind.WithoutCriterion, ChangeKind.HalfWeight, ChangeKind.DoubleWeight }
        select Change(kind, criterion.Key, now, Reweighed(criterion.Key, FactorOf(kind)));

    private RankingChange Change(ChangeKind kind, string key, HashSet<string> now, IReadOnlyList<Vote> votes)
    {
        var then = Funded(votes);
        var left = votes.Select(vote => vote.Proposal).ToHashSet(StringComparer.Ordinal);
        var unreviewed = matter.Votes.Select(vote => vote.Proposal).Where(one => !left.Contains(one));
        return new RankingChange(
            kind,
            key,
            Ids(then.Except(now, StringComparer.Ordinal)),
            Ids(now.Except(then, StringComparer.Ordinal)),
            Ids(unreviewed.Distinct(StringComparer.Ordinal))
        );
    }

    private HashSet<string> Funded(IReadOnlyList<Vote> votes)
    {
        var ordered = order(votes);
        var funded = terms.FundedOf([.. ordered.Select(one => _requested[one])]);
        return ordered.Take(funded).ToHashSet(StringComparer.Ordinal);
    }

    private List<Vote> Reweighed(string key, decimal factor) =>
        [.. matter.Reviews.Select(review => review.As((double)ScoreOf(review, key, factor)))];

    private decimal ScoreOf(GivenReview review, string key, decimal factor)
    {
        var marked = matter
            .Criteria.Where(one => review.Marks.ContainsKey(one.Key))
            .Select(one => (Weight: one.Key == key ? one.Weight * factor : one.Weight, Mark: review.Marks[one.Key]))
            .ToList();
        var weights = marked.Sum(one => one.Weight);
        return weights == 0 ? review.Score : marked.Sum(one => one.Weight * one.Mark) / weights;
    }

    private static decimal FactorOf(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.HalfWeight => 0.5m,
            ChangeKind.DoubleWeight => 2,
            _ => 0,
        };

    private static IReadOnlyList<DossierId> Ids(IEnumerable<string> dossiers) =>
        [.. dossiers.Order(StringComparer.Ordinal).Select(one => new DossierId(Guid.Parse(one)))];
}
