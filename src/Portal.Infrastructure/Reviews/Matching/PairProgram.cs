using Google.OrTools.LinearSolver;
using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>What a program looks for: the highest floor, or the largest sum with some floor at least.</summary>
internal readonly record struct Aim(bool ForFloor, double Floor)
{
    public static Aim HighestFloor { get; } = new(ForFloor: true, Floor: 0);

    public static Aim LargestSum(double floor) => new(ForFloor: false, floor);
}

/// <summary>A linear program that chooses among some pairs, wholly or in parts, with all that is asked of an assignment.</summary>
internal sealed class PairProgram : IDisposable
{
    private const double Precision = 1e-9;
    private const double Proof = 1e-7;
    private const string Dual = "use_dual_simplex: true";

    /// <summary>What a place costs where a rule gives way, and where none may; in greatest affinities.</summary>
    private const double Given = 10;
    private const double Forbidden = 100;

    private readonly MatchLimits _limits;
    private readonly Aim _aim;
    private readonly MatchRule? _gives;
    private readonly bool _inParts;
    private readonly Solver _solver;
    private readonly Variable _floor;
    private readonly Dictionary<Pair, Variable> _chosen = [];
    private readonly Constraint[] _counts;
    private readonly Constraint?[] _served;
    private readonly Constraint[] _loads;
    private readonly Dictionary<(int Dossier, Quota Quota), Constraint> _quotas = [];
    private readonly List<Variable> _lacks = [];

    /// <param name="limits">To be kept to.</param>
    /// <param name="aim">Of the program.</param>
    /// <param name="inParts">Pairs may be chosen in parts, and places stay empty at a high cost.</param>
    /// <param name="gives">A rule that may be broken, as seldom as possible; null where none may.</param>
    public PairProgram(MatchLimits limits, Aim aim, bool inParts, MatchRule? gives = null)
    {
        (_limits, _aim, _inParts, _gives) = (limits, aim, inParts, gives);
        _solver = Solver.CreateSolver(inParts ? "GLOP" : "SCIP");
        _solver.Objective().SetMaximization();
        _floor = _solver.MakeNumVar(0, double.PositiveInfinity, "");
        _solver.Objective().SetCoefficient(_floor, aim.ForFloor ? 1 : 0);
        var (dossiers, experts) = (limits.Affinities.Dossiers.Count, limits.Affinities.Experts.Count);
        _counts = [.. Enumerable.Range(0, dossiers).Select(Count)];
        _served = [.. Enumerable.Range(0, dossiers).Select(_ => Served())];
        _loads = [.. Enumerable.Range(0, experts).Select(Load)];
    }

    public double Objective => _solver.Objective().Value();

    public double Bound => _solver.Objective().BestBound();

    /// <summary>Places that stay empty.</summary>
    public double Lacks => _lacks.Sum(one => one.SolutionValue());

    public Dictionary<Pair, double> Parts =>
        _chosen
            .Select(one => (one.Key, Value: one.Value.SolutionValue()))
            .Where(one => one.Value > Precision)
            .ToDictionary();

    public List<Pair> Pairs => [.. Parts.Where(one => one.Value > 0.5).Select(one => one.Key)];

    /// <summary>What the rows cost at the optimum in parts.</summary>
    public Prices Prices =>
        new(
            _limits,
            _aim.ForFloor ? 0 : 1,
            [.. _counts.Select(row => row.DualValue())],
            [.. _served.Select(row => row?.DualValue() ?? 0)],
            [.. _loads.Select(row => row.DualValue())],
            _quotas.ToDictionary(one => one.Key, one => one.Value.DualValue())
        );

    /// <summary>Before the pairs are added.</summary>
    public void Ask(IEnumerable<(int Dossier, Quota Quota)> quotas)
    {
        foreach (var (dossier, quota) in quotas)
            _quotas.Add((dossier, quota), Asked(dossier, quota));
    }

    /// <param name="pair">To be chosen or not.</param>
    /// <param name="fixes">Chosen in any case, as what is pinned is.</param>
    public void Add(Pair pair, bool fixes = false)
    {
        var variable = _solver.MakeVar(fixes || _limits.IsPinned(pair) ? 1 : 0, 1, !_inParts, "");
        _chosen.Add(pair, variable);
        _solver.Objective().SetCoefficient(variable, _aim.ForFloor ? 0 : _limits.Affinities.Of(pair));
        _counts[pair.Dossier].SetCoefficient(variable, 1);
        _served[pair.Dossier]?.SetCoefficient(variable, _limits.Affinities.Of(pair));
        _loads[pair.Expert].SetCoefficient(variable, 1);
        foreach (var quota in _limits.QuotasOf[pair.Expert])
            _quotas.GetValueOrDefault((pair.Dossier, quota))?.SetCoefficient(variable, 1);
    }

    public void Hint(IReadOnlyList<Pair> pairs)
    {
        var known = pairs.ToHashSet();
        _solver.SetHint([.. _chosen.Values], [.. _chosen.Keys.Select(pair => known.Contains(pair) ? 1.0 : 0.0)]);
    }

    /// <summary>After false, no value may be read: that would end the process.</summary>
    public bool Solve(TimeSpan? patience = null)
    {
        if (patience is { } time)
            _solver.SetTimeLimit(Math.Max(1, (long)time.TotalMilliseconds));
        using var parameters = new MPSolverParameters();
        parameters.SetDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, Proof);
        var status = _solver.Solve(parameters);
        // Where one simplex ends with numbers that it does not trust, the other one may do.
        if (status == Solver.ResultStatus.ABNORMAL && _solver.SetSolverSpecificParametersAsString(Dual))
            status = _solver.Solve(parameters);
        return status is Solver.ResultStatus.OPTIMAL or Solver.ResultStatus.FEASIBLE;
    }

    public void Dispose() => _solver.Dispose();

    private Constraint Count(int dossier) =>
        Row(MatchRule.Number, _limits.PerDossier(dossier), _limits.PerDossier(dossier));

    private Constraint Load(int expert)
    {
        var row = Row(MatchRule.LeastLoad, _limits.LeastOf(expert), _limits.MostOf(expert));
        if (_gives == MatchRule.Load)
            Give(Given, (row, -1));
        return row;
    }

    private Constraint Asked(int dossier, Quota quota)
    {
        var (least, most) = _limits.Bounds(quota, dossier);
        var row = Row(quota.Rule, least, most);
        if (_gives == quota.Rule && least == 0)
            Give(Given, (row, -1));
        // An expert of the role who isn't there yet.
        if (_gives == MatchRule.Number && least > 0)
            Give(Given, (row, 1), (_counts[dossier], 1));
        return row;
    }

    private Constraint Row(MatchRule rule, double least, double most)
    {
        var row = _solver.MakeConstraint(least, most);
        if (least > 0 && _gives == rule)
            Give(Given, (row, 1));
        else if (least > 0 && _inParts)
            _lacks.Add(Give(Forbidden, (row, 1)));
        return row;
    }

    private Variable Give(double cost, params ReadOnlySpan<(Constraint Row, double By)> rows)
    {
        var given = _solver.MakeNumVar(0, double.PositiveInfinity, "");
        _solver.Objective().SetCoefficient(given, -cost * _limits.Greatest);
        foreach (var (row, by) in rows)
            row.SetCoefficient(given, by);
        return given;
    }

    /// <summary>Null where nothing is asked of a dossier's total.</summary>
    private Constraint? Served()
    {
        if (!_aim.ForFloor && _aim.Floor <= 0)
            return null;
        var row = _solver.MakeConstraint(_aim.Floor, double.PositiveInfinity);
        if (_inParts && _aim.Floor > 0)
            _lacks.Add(Give(Forbidden, (row, 1)));
        if (_aim.ForFloor)
            row.SetCoefficient(_floor, -1);
        return row;
    }
}
