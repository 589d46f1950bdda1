using System.Runtime.InteropServices;

namespace Portal.Domain.Decisions;

/// <summary>
/// Quality behind scores, as the Swiss National Science Foundation models it (Heyard, Ott, Salanti and Egger, "Rethinking
/// the Funding Line at the Swiss National Science Foundation: Bayesian Ranking and Lottery", 2022): a score is the mean
/// of all, and the proposal's quality, and the voter's severity, and the section's level, and noise. Quality, level and
/// noise have standard deviations of their own, uniform from 0 to <see cref="LargestDeviation"/>; that of severity is
/// given. Drawn by Gibbs sampling, from a seed: the same votes and seed give the same draws.
/// </summary>
public sealed class ScoreModel
{
    /// <summary>Changes with whatever makes other draws of the same votes.</summary>
    public const int Version = 1;

    /// <summary>Of a severity, in marks of a scale from 1 to 6, as published.</summary>
    public const double SeverityDeviation = 0.5;

    private const int WarmUp = 2_000;
    private const double SmallestDeviation = 1e-6;

    /// <summary>Published for a scale from 1 to 6; a wider scale has a wider bound.</summary>
    private const double PublishedBound = 2;
    private const double PublishedScale = 5;

    private readonly Observation[] _votes;
    private readonly Effects _quality;
    private readonly Effects _severity;
    private readonly Effects _level;
    private readonly double _severityDeviation;
    private readonly Chance _chance;

    /// <param name="votes">At least two proposals.</param>
    /// <param name="severityDeviation">The standard deviation of a voter's severity, in marks.</param>
    /// <param name="seed">Chooses the draws.</param>
    public ScoreModel(IReadOnlyList<Vote> votes, double severityDeviation, int seed)
    {
        (_severityDeviation, _chance) = (severityDeviation, new Chance(seed));
        Proposals = [.. votes.Select(vote => vote.Proposal).Distinct(StringComparer.Ordinal)];
        var proposals = Numbered(Proposals);
        Voters = [.. votes.Select(vote => vote.Voter).Distinct(StringComparer.Ordinal)];
        var voters = Numbered(Voters);
        var sections = Numbered(votes.Select(vote => vote.Section));
        var mean = votes.Average(vote => vote.Score);
        LargestDeviation = Math.Max(
            PublishedBound,
            (votes.Max(vote => vote.Score) - votes.Min(vote => vote.Score)) * PublishedBound / PublishedScale
        );
        _votes =
        [
            .. votes.Select(vote => new Observation(
                vote.Score - mean,
                proposals[vote.Proposal],
                voters[vote.Voter],
                sections[vote.Section]
            )),
        ];
        _quality = new Effects(proposals.Count, [.. _votes.Select(vote => vote.Proposal)]);
        _severity = new Effects(voters.Count, [.. _votes.Select(vote => vote.Voter)]);
        _level = new Effects(sections.Count, [.. _votes.Select(vote => vote.Section)]);
    }

    /// <summary>In the order of their first vote, which is that of the draws.</summary>
    public IReadOnlyList<string> Proposals { get; }

    /// <summary>In the order of their first vote, which is that of the draws.</summary>
    public IReadOnlyList<string> Voters { get; }

    public int VotesOf(int voter) => _votes.Count(vote => vote.Voter == voter);

    /// <summary>Of quality, of the sections' level and of noise, in marks.</summary>
    public double LargestDeviation { get; }

    /// <summary>Each is valid until the next.</summary>
    public IEnumerable<ScoreDraw> Draw(int draws)
    {
        var deviations = new Deviations(Quality: 1, Level: 1, Noise: 1);
        for (var round = 0; round < WarmUp + draws; round++)
        {
            deviations = Redraw(deviations);
            if (round >= WarmUp)
                yield return new ScoreDraw(_quality.Of, _severity.Of, deviations.Quality, deviations.Noise);
        }
    }

    /// <summary>Each effect anew, given all others, and how much each kind of them varies.</summary>
    private Deviations Redraw(Deviations now)
    {
        _quality.Draw(Residuals(vote => SeverityOf(vote) + LevelOf(vote)), now.Quality, now.Noise, _chance);
        _severity.Draw(Residuals(vote => QualityOf(vote) + LevelOf(vote)), _severityDeviation, now.Noise, _chance);
        // One section's level can't be told from the mean.
        if (_level.Of.Length > 1)
            _level.Draw(Residuals(vote => QualityOf(vote) + SeverityOf(vote)), now.Level, now.Noise, _chance);
        return new Deviations(
            DeviationOf(_quality.Of, now.Quality),
            _level.Of.Length > 1 ? DeviationOf(_level.Of, now.Level) : now.Level,
            DeviationOf(Residuals(vote => QualityOf(vote) + SeverityOf(vote) + LevelOf(vote)), now.Noise)
        );
    }

    private double QualityOf(Observation vote) => _quality.Of[vote.Proposal];

    private double SeverityOf(Observation vote) => _severity.Of[vote.Voter];

    private double LevelOf(Observation vote) => _level.Of[vote.Section];

    private double[] Residuals(Func<Observation, double> explained)
    {
        var residuals = new double[_votes.Length];
        for (var at = 0; at < residuals.Length; at++)
            residuals[at] = _votes[at].Score - explained(_votes[at]);
        return residuals;
    }

    /// <summary>
    /// A standard deviation given what varies by it: one step of slice sampling (Neal, 2003) on the whole range, whose
    /// prior is uniform.
    /// </summary>
    private double DeviationOf(ReadOnlySpan<double> varying, double current)
    {
        var squares = 0.0;
        foreach (var one in varying)
            squares += one * one;
        var count = varying.Length;
        double Likelihood(double deviation) => -count * Math.Log(deviation) - squares / (2 * deviation * deviation);
        var height = Likelihood(current) + Math.Log(_chance.Unit());
        var (from, to) = (SmallestDeviation, LargestDeviation);
        while (true)
        {
            var tried = from + (to - from) * _chance.Unit();
            if (Likelihood(tried) >= height)
                return tried;
            (from, to) = tried < current ? (tried, to) : (from, tried);
        }
    }

    private static Dictionary<string, int> Numbered(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).Select((name, at) => (name, at)).ToDictionary(StringComparer.Ordinal);

    private sealed record Deviations(double Quality, double Level, double Noise);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Observation(double Score, int Proposal, int Voter, int Section);
}
