using System.Diagnostics;
using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// The best whole assignment, from the best one in parts: where parts are left, an integer program chooses among the pairs
/// that prices don't rule out. A pair that costs more than the gap is in no better assignment, and one that saves more is
/// in each; so what is found within the gap is the best of all.
/// </summary>
internal sealed class WholeAssignment(MatchLimits limits, Relaxation parts, TimeSpan patience)
{
    /// <summary>The gap to begin with, in greatest affinities, and how fast it grows where nothing is found.</summary>
    private const double FirstGap = 0.05;
    private const double Wider = 5;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private (IReadOnlyList<Pair>? Pairs, double Worth) _best = (null, double.NegativeInfinity);
    private double _bound = parts.Bound;
    private double _gap = FirstGap * limits.Greatest;

    /// <returns>Null where there is none, or none was found in time; and what none is worth more than.</returns>
    public (IReadOnlyList<Pair>? Pairs, double Bound) Find(IReadOnlyList<Pair> hint, CancellationToken cancellation)
    {
        if (!parts.Exists)
            return (null, double.NegativeInfinity);
        if (parts.IsWhole)
            return (parts.Pairs, parts.Bound);
        while (!Ends(hint))
            cancellation.ThrowIfCancellationRequested();
        return (_best.Pairs, _bound);
    }

    /// <summary>Whether that gap was wide enough, or time is over; else it widens.</summary>
    private bool Ends(IReadOnlyList<Pair> hint)
    {
        var pairs = limits.Affinities.Pairs.Where(Weighs).ToList();
        using var program = new PairProgram(limits, parts.Aim, inParts: false, parts.Gives);
        program.Ask(Quotas(pairs));
        foreach (var pair in pairs)
            program.Add(pair, fixes: parts.Prices.Of(pair) > _gap);
        program.Hint(hint);
        if (!program.Solve(patience - _watch.Elapsed))
        {
            _gap *= Wider;
            return pairs.Count == limits.Affinities.Pairs.Count() || _watch.Elapsed > patience;
        }
        if (program.Objective > _best.Worth)
            _best = (program.Pairs, program.Objective);
        _bound = Math.Min(_bound, Math.Max(program.Bound, parts.Bound - _gap));
        var enough = _gap >= parts.Bound - _best.Worth;
        _gap = parts.Bound - _best.Worth;
        return enough || _watch.Elapsed > patience;
    }

    private bool Weighs(Pair pair) => limits.IsPinned(pair) || parts.Prices.Of(pair) >= -_gap;

    /// <summary>Those that some of the pairs could break.</summary>
    private IEnumerable<(int Dossier, Quota Quota)> Quotas(List<Pair> pairs) =>
        from dossier in pairs.GroupBy(pair => pair.Dossier, pair => pair.Expert)
        from quota in limits.Quotas
        let bounds = limits.Bounds(quota, dossier.Key)
        where bounds.Least > 0 || quota.CountOf(dossier) > bounds.Most
        select (dossier.Key, quota);
}
