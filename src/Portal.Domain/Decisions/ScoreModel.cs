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
        var voters = Numbered(votes.Select(vote => vote.Voter));
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

    /// <summary>Of quality, of the sections' level and of noise, in marks.</summary>
    public double LargestDeviation { get; }

    /// <summary>Draws of what all proposals are worth, above or below the mean, in marks. Each is valid until the next.</summary>
    public IEnumerable<IReadOnlyList<double>> Draw(int draws)
    {
        var (noise, quality, level) = (1.0, 1.0, 1.0);
        for (var round = 0; round < WarmUp + draws; round++)
        {
            _quality.Draw(Residuals(vote => _severity.Of[vote.Voter] + LevelOf(vote)), quality, noise, _chance);
            _severity.Draw(
                Residuals(vote => _quality.Of[vote.Proposal] + LevelOf(vote)),
                _severityDeviation,
                noise,
                _chance
            );
            quality = DeviationOf(_quality.Of, quality);
            // One section's level can't be told from the mean.
            if (_level.Of.Length > 1)
            {
                _level.Draw(
                    Residuals(vote => _quality.Of[vote.Proposal] + _severity.Of[vote.Voter]),
                    level,
                    noise,
                    _chance
                );
                level = DeviationOf(_level.Of, level);
            }
            noise = DeviationOf(
                Residuals(vote => _quality.Of[vote.Proposal] + _severity.Of[vote.Voter] + LevelOf(vote)),
                noise
            );
            if (round >= WarmUp)
                yield return _quality.Of;
        }
    }

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

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Observation(double Score, int Proposal, int Voter, int Section);

    /// <summary>Normal effects around zero, and which votes each of them is in.</summary>
    private sealed class Effects(int count, int[] ofVote)
    {
        private readonly int[] _votes = [.. Enumerable.Range(0, count).Select(one => ofVote.Count(of => of == one))];

        public double[] Of { get; } = new double[count];

        public void Draw(ReadOnlySpan<double> residuals, double deviation, double noise, Chance chance)
        {
            var sums = new double[count];
            for (var vote = 0; vote < residuals.Length; vote++)
                sums[ofVote[vote]] += residuals[vote];
            for (var one = 0; one < count; one++)
            {
                var precision = _votes[one] / (noise * noise) + 1 / (deviation * deviation);
                Of[one] = sums[one] / (noise * noise) / precision + chance.Normal() / Math.Sqrt(precision);
            }
        }
    }
}
