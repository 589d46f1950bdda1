namespace Portal.Domain.Decisions;

/// <summary>How much a voter takes off every score, in marks: below zero for the generous.</summary>
/// <param name="Votes">How many they gave.</param>
/// <param name="Low90">Nine of ten draws lie above it and below <paramref name="High90"/>.</param>
public sealed record Severity(string Voter, int Votes, double Expected, double Low90, double High90);

/// <summary>How much quality and noise vary from one to the next, in marks.</summary>
public sealed record MeanDeviations(double Quality, double Noise);

/// <summary>All draws of a model, counted.</summary>
internal sealed class DrawnScores
{
    private readonly ScoreModel _model;
    private readonly double[][] _severities;
    private readonly int _draws;
    private int _done;

    private DrawnScores(ScoreModel model, int draws)
    {
        (_model, _draws) = (model, draws);
        Qualities = new double[model.Proposals.Count];
        Ranks = [.. model.Proposals.Select(_ => new int[model.Proposals.Count])];
        _severities = [.. model.Voters.Select(_ => new double[draws])];
    }

    /// <summary>How often each proposal had each rank.</summary>
    public int[][] Ranks { get; }

    /// <summary>What each proposal is worth, above or below the mean of all: its mean over the draws.</summary>
    public double[] Qualities { get; }

    public MeanDeviations Deviations { get; private set; } = new(0, 0);

    public static DrawnScores Of(ScoreModel model, int draws)
    {
        var drawn = new DrawnScores(model, draws);
        var (order, worth) = (new int[drawn.Ranks.Length], new double[drawn.Ranks.Length]);
        foreach (var draw in model.Draw(draws))
        {
            for (var at = 0; at < order.Length; at++)
                (order[at], worth[at]) = (at, -draw.Quality[at]);
            Array.Sort(worth, order);
            drawn.Count(order, draw);
        }
        return drawn;
    }

    public IReadOnlyList<Severity> Severities() =>
        [
            .. _model
                .Voters.Select((voter, at) => SeverityOf(voter, _model.VotesOf(at), [.. _severities[at].Order()]))
                .OrderByDescending(one => one.Expected)
                .ThenBy(one => one.Voter, StringComparer.Ordinal),
        ];

    private void Count(int[] order, ScoreDraw draw)
    {
        for (var rank = 0; rank < order.Length; rank++)
        {
            Ranks[order[rank]][rank]++;
            Qualities[rank] += draw.Quality[rank] / _draws;
        }
        for (var voter = 0; voter < _severities.Length; voter++)
            _severities[voter][_done] = draw.Severity[voter];
        _done++;
        Deviations = new MeanDeviations(
            Deviations.Quality + draw.QualityDeviation / _draws,
            Deviations.Noise + draw.NoiseDeviation / _draws
        );
    }

    /// <param name="sorted">What it added, draw by draw.</param>
    private static Severity SeverityOf(string voter, int votes, double[] sorted) =>
        new(
            voter,
            votes,
            -sorted.Average(),
            -sorted[(int)(0.95 * (sorted.Length - 1))],
            -sorted[(int)(0.05 * (sorted.Length - 1))]
        );
}
