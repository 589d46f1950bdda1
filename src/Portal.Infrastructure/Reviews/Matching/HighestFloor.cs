using Google.OrTools.LinearSolver;
using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// The assignment whose least-served dossier is served best: exchanges first, then an integer program where they leave
/// a gap. Where there are many pairs, the program weighs those with each dossier's best experts only, and its bound
/// is none.
/// </summary>
internal sealed class HighestFloor(Affinities affinities, MatchTerms terms)
{
    /// <summary>Up to so many pairs all of them are weighed.</summary>
    private const int AllPairs = 20_000;

    /// <summary>Of each dossier, where there are more.</summary>
    private const int BestExperts = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="largest">The assignment with the largest sum, to begin with.</param>
    /// <returns>An assignment at least as good, and what no floor exceeds.</returns>
    public (IReadOnlyList<Pair> Pairs, double Bound) Find(IReadOnlyList<Pair> largest)
    {
        var bound = affinities.FloorBound(terms.PerDossier);
        var lifted = Exchanges.Lift(affinities, terms, largest);
        if (Match.Reaches(FloorOf(lifted), bound))
            return (lifted, bound);
        var (solved, proven) = Solve(lifted);
        return (solved is null || FloorOf(solved) < FloorOf(lifted) ? lifted : solved, Math.Min(proven, bound));
    }

    private (IReadOnlyList<Pair>? Pairs, double Bound) Solve(IReadOnlyList<Pair> hint)
    {
        var pairs = Weighed(hint);
        using var solver = Solver.CreateSolver("SCIP");
        var chosen = pairs.ConvertAll(pair => (Pair: pair, Variable: solver.MakeBoolVar("")));
        var floor = solver.MakeNumVar(0, double.PositiveInfinity, "floor");
        Serve(solver, chosen, floor);
        Load(solver, chosen);
        solver.Maximize(floor);
        Hint(solver, chosen, hint);
        var (found, bound) = Read(solver, chosen);
        return (found, pairs.Count == affinities.Pairs.Count() ? bound : double.PositiveInfinity);
    }

    /// <summary>Each dossier has its experts, and the floor is no higher than what any has of them.</summary>
    private void Serve(Solver solver, List<(Pair Pair, Variable Variable)> chosen, Variable floor)
    {
        foreach (var dossier in chosen.GroupBy(one => one.Pair.Dossier))
        {
            var count = solver.MakeConstraint(terms.PerDossier, terms.PerDossier);
            var served = solver.MakeConstraint(0, double.PositiveInfinity);
            served.SetCoefficient(floor, -1);
            foreach (var (pair, variable) in dossier)
            {
                count.SetCoefficient(variable, 1);
                served.SetCoefficient(variable, affinities.Of(pair));
            }
        }
    }

    private void Load(Solver solver, List<(Pair Pair, Variable Variable)> chosen)
    {
        foreach (var expert in chosen.GroupBy(one => one.Pair.Expert))
        {
            var load = solver.MakeConstraint(terms.MinLoad, terms.MaxLoad);
            foreach (var (_, variable) in expert)
                load.SetCoefficient(variable, 1);
        }
    }

    private static void Hint(Solver solver, List<(Pair Pair, Variable Variable)> chosen, IReadOnlyList<Pair> hint)
    {
        var known = hint.ToHashSet();
        solver.SetHint(
            [.. chosen.Select(one => one.Variable)],
            [.. chosen.Select(one => known.Contains(one.Pair) ? 1.0 : 0.0)]
        );
    }

    private static (IReadOnlyList<Pair>? Pairs, double Bound) Read(
        Solver solver,
        List<(Pair Pair, Variable Variable)> chosen
    )
    {
        solver.SetTimeLimit((long)Patience.TotalMilliseconds);
        // After any other answer no value may be read.
        return solver.Solve() is Solver.ResultStatus.OPTIMAL or Solver.ResultStatus.FEASIBLE
            ? (
                [.. chosen.Where(one => one.Variable.SolutionValue() > 0.5).Select(one => one.Pair)],
                solver.Objective().BestBound()
            )
            : (null, double.PositiveInfinity);
    }

    private List<Pair> Weighed(IReadOnlyList<Pair> hint)
    {
        var all = affinities.Pairs.ToList();
        return all.Count <= AllPairs
            ? all
            :
            [
                .. Enumerable
                    .Range(0, affinities.Dossiers.Count)
                    .SelectMany(dossier =>
                        affinities.ExpertsFor(dossier).Take(BestExperts).Select(expert => new Pair(dossier, expert))
                    )
                    .Union(hint),
            ];
    }

    private double FloorOf(IReadOnlyList<Pair> pairs) => affinities.Totals(pairs).Min();
}
