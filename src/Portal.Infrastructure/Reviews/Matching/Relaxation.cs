using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// The best of all assignments in parts, over all pairs: those that suit best first, others as soon as prices ask for
/// them, and so the rules that are broken. No whole assignment is worth more, and where all parts are whole, it is one.
/// </summary>
internal sealed class Relaxation
{
    /// <summary>Experts of a dossier to begin with, those of each required role, and those that a round adds.</summary>
    private const int Best = 30;
    private const int BestOfRole = 10;
    private const int Added = 15;

    private const double Precision = 1e-7;

    /// <summary>Places that stay empty up to that are rounding.</summary>
    private const double Empty = 1e-5;

    private readonly MatchLimits _limits;
    private readonly HashSet<Pair> _pairs = [];
    private readonly HashSet<(int Dossier, Quota Quota)> _asked = [];
    private Dictionary<Pair, double> _parts = [];

    private Relaxation(MatchLimits limits, Aim aim, MatchRule? gives)
    {
        (_limits, Aim, Gives) = (limits, aim, gives);
        for (var dossier = 0; dossier < limits.Affinities.Dossiers.Count; dossier++)
            Begin(dossier);
        _pairs.UnionWith(limits.Terms.Pinned);
    }

    public Aim Aim { get; }

    /// <summary>The rule that may be broken, as seldom as possible.</summary>
    public MatchRule? Gives { get; }

    public Prices Prices { get; private set; } = null!;

    /// <summary>No assignment is worth more.</summary>
    public double Bound { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether there is any assignment, in parts.</summary>
    public bool Exists { get; private set; }

    public bool IsWhole => _parts.Values.All(part => part is < Precision or > 1 - Precision);

    public List<Pair> Pairs => [.. _parts.Where(one => one.Value > 0.5).Select(one => one.Key)];

    public static Relaxation Solve(MatchLimits limits, Aim aim, CancellationToken cancellation, MatchRule? gives = null)
    {
        var relaxation = new Relaxation(limits, aim, gives);
        while (relaxation.Goes())
            cancellation.ThrowIfCancellationRequested();
        return relaxation;
    }

    private void Begin(int dossier)
    {
        var experts = _limits.Affinities.ExpertsFor(dossier).ToList();
        _pairs.UnionWith(experts.Take(Best).Select(one => new Pair(dossier, one)));
        foreach (var quota in _limits.Quotas.Where(one => one.Rule == MatchRule.Role))
        {
            _asked.Add((dossier, quota));
            var ofRole = experts.Where(quota.Experts.Contains).Take(BestOfRole);
            _pairs.UnionWith(ofRole.Select(one => new Pair(dossier, one)));
        }
    }

    /// <summary>One round; false where another one would change nothing.</summary>
    private bool Goes()
    {
        using var program = new PairProgram(_limits, Aim, inParts: true, Gives);
        program.Ask(_asked);
        var pairs = _pairs.Order().ToArray();
        new Random(_limits.Terms.Seed).Shuffle(pairs);
        foreach (var pair in pairs)
            program.Add(pair);
        if (program.Solve())
            return Learn(program);
        // An explanation may be missing, but nothing is called impossible because numbers went wrong.
        if (Gives is null)
            throw new InvalidOperationException("The solver found no numbers that it trusts.");
        Exists = false;
        return false;
    }

    private bool Learn(PairProgram program)
    {
        (Prices, _parts, Exists) = (program.Prices, program.Parts, program.Lacks < Empty);
        var missing = Missing();
        var before = Bound;
        Bound = program.Objective + missing.Sum(one => one.Gain);
        foreach (var dossier in missing.GroupBy(one => one.Pair.Dossier))
            _pairs.UnionWith(dossier.OrderByDescending(one => one.Gain).Take(Added).Select(one => one.Pair));
        if (missing.Count > 0 || !Exists)
            return missing.Count > 0;
        // The worst-off dossier tells how high a floor can be; whom the others would have is of no matter.
        if (Aim.ForFloor && Bound > before - Precision * _limits.Greatest)
            return false;
        return Broken().Count(_asked.Add) > 0;
    }

    private List<(Pair Pair, double Gain)> Missing() =>
        [
            .. _limits
                .Affinities.Pairs.Where(pair => !_pairs.Contains(pair))
                .Select(pair => (Pair: pair, Gain: Prices.Of(pair)))
                .Where(one => one.Gain > Precision * _limits.Greatest),
        ];

    private List<(int Dossier, Quota Quota)> Broken() =>
        [
            .. from dossier in _parts.GroupBy(one => one.Key.Dossier)
            from quota in _limits.Quotas
            let held = dossier.Where(one => quota.Experts.Contains(one.Key.Expert)).Sum(one => one.Value)
            where held > _limits.Bounds(quota, dossier.Key).Most + Precision
            select (dossier.Key, quota),
        ];
}
