namespace Portal.Domain.Decisions.Portfolios;

/// <summary>Dossiers that would be funded, whoever chose them.</summary>
public sealed record PortfolioChoice(IReadOnlyList<PortfolioCandidate> Chosen)
{
    public decimal Cost => Chosen.Sum(one => one.Cost);

    /// <summary>The sum of scores: what the optimum maximises.</summary>
    public decimal Quality => Chosen.Sum(one => one.Quality ?? 0);

    public bool Has(DossierId dossier) => Chosen.Any(one => one.Dossier == dossier);

    public IReadOnlyList<PortfolioRule> Broken(IEnumerable<PortfolioRule> rules) =>
        [.. rules.Where(rule => !rule.IsKeptBy(Chosen))];

    /// <summary>What persons chose by their order: from the first on, as long as the envelope lasts.</summary>
    /// <param name="ordered">In the jury's order.</param>
    public static PortfolioChoice OfOrder(IReadOnlyList<PortfolioCandidate> ordered, Money envelope)
    {
        var terms = FundingTerms.Of(dossiers: null, envelope);
        return new PortfolioChoice([.. ordered.Take(terms.FundedOf([.. ordered.Select(one => (decimal?)one.Cost)]))]);
    }
}

/// <summary>The best sum of scores under the envelope and the rules.</summary>
/// <param name="Choice">Null where no choice keeps to all.</param>
/// <param name="IsProven">Whether it is known that none is better.</param>
/// <param name="Conflict">Rules that can't be kept together under the envelope.</param>
/// <param name="IsNarrowed">Whether none of them could be left out; else there was no time to find out.</param>
public sealed record PortfolioOptimum(
    PortfolioChoice? Choice,
    bool IsProven,
    IReadOnlyList<PortfolioRule> Conflict,
    bool IsNarrowed = true
);
