namespace Portal.Domain.Decisions.Portfolios;

public enum DifferenceReason
{
    /// <summary>A rule names it, to be in or not to be.</summary>
    Named,

    /// <summary>Without it a rule's minimum isn't reached.</summary>
    FillsMinimum,

    /// <summary>With it a rule's maximum is exceeded.</summary>
    OverMaximum,

    /// <summary>It takes the place of dossiers that cost more for their quality.</summary>
    FitsInstead,

    /// <summary>For its amount, others have more quality together.</summary>
    OthersFit,

    /// <summary>It has no score.</summary>
    Unscored,
}

/// <summary>A dossier that the jury's order and the optimum treat differently, and why.</summary>
/// <param name="IsRaised">Whether the optimum would fund it and the jury's order not.</param>
/// <param name="Rule">Which asks for it, or stands in its way; null where the envelope does.</param>
/// <param name="Others">Those instead of which it fits, or those that fit instead.</param>
public sealed record PortfolioDifference(
    PortfolioCandidate Dossier,
    bool IsRaised,
    DifferenceReason Reason,
    PortfolioRule? Rule,
    IReadOnlyList<PortfolioCandidate> Others
);

/// <summary>Explains the optimum beside the jury's own choice, dossier by dossier.</summary>
public static class PortfolioDifferences
{
    public static IReadOnlyList<PortfolioDifference> Of(
        PortfolioChoice jury,
        PortfolioChoice optimum,
        IReadOnlyList<PortfolioRule> rules
    )
    {
        var raised = optimum.Chosen.Where(one => !jury.Has(one.Dossier)).ToList();
        var dropped = jury.Chosen.Where(one => !optimum.Has(one.Dossier)).ToList();
        return
        [
            .. raised.Select(one => Raised(one, optimum, rules, dropped)),
            .. dropped.Select(one => Dropped(one, optimum, rules, raised)),
        ];
    }

    private static PortfolioDifference Raised(
        PortfolioCandidate one,
        PortfolioChoice optimum,
        IReadOnlyList<PortfolioRule> rules,
        List<PortfolioCandidate> dropped
    )
    {
        var without = optimum.Chosen.Where(other => other != one).ToList();
        return rules.FirstOrDefault(rule => !rule.IsKeptBy(without)) is { } rule
            ? new PortfolioDifference(one, IsRaised: true, ReasonOf(rule, DifferenceReason.FillsMinimum), rule, [])
            : new PortfolioDifference(one, IsRaised: true, DifferenceReason.FitsInstead, Rule: null, dropped);
    }

    private static PortfolioDifference Dropped(
        PortfolioCandidate one,
        PortfolioChoice optimum,
        IReadOnlyList<PortfolioRule> rules,
        List<PortfolioCandidate> raised
    )
    {
        if (rules.FirstOrDefault(rule => !rule.IsKeptBy([.. optimum.Chosen, one])) is { } rule)
            return new PortfolioDifference(
                one,
                IsRaised: false,
                ReasonOf(rule, DifferenceReason.OverMaximum),
                rule,
                []
            );
        var reason = one.Quality is null ? DifferenceReason.Unscored : DifferenceReason.OthersFit;
        return new PortfolioDifference(one, IsRaised: false, reason, Rule: null, raised);
    }

    private static DifferenceReason ReasonOf(PortfolioRule rule, DifferenceReason quota) =>
        rule.Dossier is null ? quota : DifferenceReason.Named;
}
