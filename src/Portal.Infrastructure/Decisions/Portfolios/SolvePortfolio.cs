using System.Diagnostics;
using Google.OrTools.LinearSolver;
using Portal.Domain;
using Portal.Domain.Decisions.Portfolios;

namespace Portal.Infrastructure.Decisions.Portfolios;

/// <summary>The best sum of scores under an envelope and rules: an integer program, solved exactly (SCIP).</summary>
public sealed class SolvePortfolio(
    IReadOnlyList<PortfolioCandidate> candidates,
    Money envelope,
    IReadOnlyList<PortfolioRule> rules,
    TimeSpan? patience = null
)
{
    /// <summary>A page waits for it, all in all: a few hundred dossiers take a fraction of a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private TimeSpan Left => (patience ?? Patience) - _watch.Elapsed;

    public PortfolioOptimum Run()
    {
        var (found, proven) = Solve(rules);
        if (found is not null)
            return new PortfolioOptimum(new PortfolioChoice(found), proven, []);
        var (conflict, narrowed) = proven ? Conflict() : ([], true);
        return new PortfolioOptimum(Choice: null, IsProven: proven, conflict, narrowed);
    }

    /// <summary>Rules are left out one by one; what still can't be kept is narrowed down to those that stand in each other's way.</summary>
    /// <returns>What is left, and whether there was time for all of them.</returns>
    private (List<PortfolioRule> Rules, bool Narrowed) Conflict()
    {
        var left = rules.ToList();
        foreach (var rule in rules)
        {
            List<PortfolioRule> without = [.. left.Where(one => one != rule)];
            var (found, proven) = Solve(without);
            if (found is null && !proven)
                return (left, false);
            if (found is null)
                left = without;
        }
        return (left, true);
    }

    /// <returns>What was chosen, or null where nothing was found; and whether that is proven.</returns>
    private (IReadOnlyList<PortfolioCandidate>? Found, bool Proven) Solve(IReadOnlyList<PortfolioRule> kept)
    {
        if (Left <= TimeSpan.Zero)
            return (null, false);
        using var solver = Solver.CreateSolver("SCIP");
        var chosen = candidates.Select(one => (Candidate: one, Variable: solver.MakeBoolVar(""))).ToList();
        var money = solver.MakeConstraint(0, (double)envelope.Euros);
        foreach (var (candidate, variable) in chosen)
        {
            money.SetCoefficient(variable, (double)candidate.Cost);
            solver.Objective().SetCoefficient(variable, (double)(candidate.Quality ?? 0));
        }
        foreach (var rule in kept)
        {
            var most = rule.Most is { } limit ? (double)limit : double.PositiveInfinity;
            var constraint = solver.MakeConstraint((double)rule.Least, most);
            foreach (var (candidate, variable) in chosen)
                constraint.SetCoefficient(variable, (double)rule.Weight(candidate));
        }
        solver.Objective().SetMaximization();
        solver.SetTimeLimit(Math.Max(1, (long)Left.TotalMilliseconds));
        var status = solver.Solve();
        // After any other answer no value may be read.
        return status is Solver.ResultStatus.OPTIMAL or Solver.ResultStatus.FEASIBLE
            ? (
                [.. chosen.Where(one => one.Variable.SolutionValue() > 0.5).Select(one => one.Candidate)],
                status == Solver.ResultStatus.OPTIMAL
            )
            : (null, status == Solver.ResultStatus.INFEASIBLE);
    }
}
