namespace Portal.Domain.Decisions;

/// <summary>
/// The quality that a <see cref="ScoreModel"/> expects where how much all varies is known: best linear unbiased
/// prediction, solved at once and without chance. It orders proposals nearly as the draws do, in a thousandth of the time.
/// </summary>
internal sealed class BestPrediction(MeanDeviations deviations, double severityDeviation)
{
    private const int MostRounds = 1_000;
    private const double Settled = 1e-10;

    /// <returns>The proposals that have votes, the best first.</returns>
    public IReadOnlyList<string> Order(IReadOnlyList<Vote> votes)
    {
        var quality = Solve(votes);
        return
        [
            .. quality
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => one.Key),
        ];
    }

    private Dictionary<string, double> Solve(IReadOnlyList<Vote> votes)
    {
        var mean = votes.Average(vote => vote.Score);
        var quality = votes
            .Select(vote => vote.Proposal)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(one => one, _ => 0.0);
        var severity = votes
            .Select(vote => vote.Voter)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(one => one, _ => 0.0);
        var (byProposal, byVoter) = (votes.ToLookup(vote => vote.Proposal), votes.ToLookup(vote => vote.Voter));
        for (var (round, moved) = (0, double.MaxValue); round < MostRounds && moved > Settled; round++)
        {
            moved = Settle(quality, byProposal, deviations.Quality, vote => vote.Score - mean - severity[vote.Voter]);
            Settle(severity, byVoter, severityDeviation, vote => vote.Score - mean - quality[vote.Proposal]);
        }
        return quality;
    }

    /// <returns>The largest change.</returns>
    private double Settle(
        Dictionary<string, double> effects,
        ILookup<string, Vote> votes,
        double deviation,
        Func<Vote, double> residual
    )
    {
        var (moved, shrinking) = (0.0, deviations.Noise * deviations.Noise / (deviation * deviation));
        foreach (var one in votes)
        {
            var effect = one.Sum(residual) / (one.Count() + shrinking);
            moved = Math.Max(moved, Math.Abs(effect - effects[one.Key]));
            effects[one.Key] = effect;
        }
        return moved;
    }
}
