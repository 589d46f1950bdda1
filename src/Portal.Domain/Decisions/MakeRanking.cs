namespace Portal.Domain.Decisions;

/// <summary>Ranks what experts gave, as given and adjusted; from the same matter it always comes to the same.</summary>
internal sealed class MakeRanking(RankingMatter matter, FundingTerms terms)
{
    private readonly IReadOnlyDictionary<DossierId, RankedDossier> _raw = matter
        .Ranked()
        .ToDictionary(one => one.Dossier);

    public RankingResult Run()
    {
        var obstacles = Adjustability.Obstacles(matter);
        return obstacles.Count == 0 ? Adjusted() : AsGiven(obstacles);
    }

    private RankingResult Adjusted()
    {
        var ranks = ExpectedRanks.Of(matter.Votes, ScoreModel.SeverityDeviation, RankingMatter.Seed);
        var order = ranks.Ranks.Select(one => IdOf(one.Proposal)).ToList();
        var line = ranks.LineAfter(FundedOf(order));
        var fast = new BestPrediction(ranks.Deviations, ScoreModel.SeverityDeviation);
        return new RankingResult(
            [.. ranks.Ranks.Select(one => ScoreOf(one, line)), .. Unreviewed()],
            line.At,
            line.Funded,
            [],
            [.. ranks.Severities.Select(SeverityOf)],
            new Sensitivity(matter, terms, fast.Order).Changes()
        );
    }

    private RankingResult AsGiven(IReadOnlyList<Refusal> obstacles)
    {
        var ordered = _raw.Values.Where(one => one.Rank is not null).OrderBy(one => one.Rank).ToList();
        var funded = FundedOf([.. ordered.Select(one => one.Dossier)]);
        return new RankingResult(
            [.. ordered.Select((one, at) => ScoreOf(one, at < funded)), .. Unreviewed()],
            funded,
            funded,
            [.. obstacles.Select(RankingObstacle.Of)],
            [],
            new Sensitivity(matter, terms, ByMean).Changes()
        );
    }

    private int FundedOf(IEnumerable<DossierId> order)
    {
        var requested = matter.Dossiers.ToDictionary(one => one.Dossier, one => one.Requested);
        return terms.FundedOf([.. order.Select(one => requested[one])]);
    }

    private RankedScore ScoreOf(ExpectedRank one, FundingLine line)
    {
        var raw = _raw[IdOf(one.Proposal)];
        var adjusted = new AdjustedRank(
            one.Expected,
            decimal.Round((decimal)one.Quality, 4),
            one.Middle50.Low,
            one.Middle50.High,
            one.Middle90.Low,
            one.Middle90.High
        );
        return ScoreOf(raw, adjusted, line.GroupOf(one));
    }

    private RankedScore ScoreOf(RankedDossier raw, bool isFunded) =>
        ScoreOf(raw, adjusted: null, isFunded ? FundingGroup.Fund : FundingGroup.Reject);

    private RankedScore ScoreOf(RankedDossier raw, AdjustedRank? adjusted, FundingGroup? group) =>
        new(raw.Dossier, raw.Reviews, raw.Score, DeviationOf(raw.Dossier), raw.Rank, adjusted, group);

    private IEnumerable<RankedScore> Unreviewed() =>
        matter
            .Dossiers.Where(one => _raw[one.Dossier].Reviews == 0)
            .Select(one => ScoreOf(_raw[one.Dossier], adjusted: null, group: null));

    /// <summary>Of a sample: by one less than there are.</summary>
    private double? DeviationOf(DossierId dossier)
    {
        var scores = matter.Reviews.Where(one => one.Dossier == dossier).Select(one => (double)one.Score).ToList();
        if (scores.Count < 2)
            return null;
        var mean = scores.Average();
        return Math.Round(Math.Sqrt(scores.Sum(one => (one - mean) * (one - mean)) / (scores.Count - 1)), 4);
    }

    private static IReadOnlyList<string> ByMean(IReadOnlyList<Vote> votes) =>
        [
            .. votes
                .GroupBy(vote => vote.Proposal, StringComparer.Ordinal)
                .OrderByDescending(one => Math.Round(one.Average(vote => vote.Score), 4))
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => one.Key),
        ];

    private static ExpertSeverity SeverityOf(Severity one) =>
        new(new ExpertId(Guid.Parse(one.Voter)), one.Votes, one.Expected, one.Low90, one.High90);

    private static DossierId IdOf(string proposal) => new(Guid.Parse(proposal));
}
