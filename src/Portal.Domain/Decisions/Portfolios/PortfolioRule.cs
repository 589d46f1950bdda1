namespace Portal.Domain.Decisions.Portfolios;

public enum PortfolioRuleKind
{
    LeastDossiers,
    MostDossiers,
    LeastEuros,
    MostEuros,
    MustHave,
    MustNot,
}

/// <summary>What a portfolio has to keep to, besides its envelope.</summary>
/// <param name="Group">Of which dossiers; null where it is about one.</param>
/// <param name="Limit">Dossiers or euros; null where it is about one dossier.</param>
/// <param name="Dossier">Which one must be in it, or must not.</param>
/// <param name="Reason">Why, in the words of who set it.</param>
public sealed record PortfolioRule(
    PortfolioRuleKind Kind,
    string? Group,
    decimal? Limit,
    DossierId? Dossier,
    string Reason
)
{
    public const int MostReason = 500;

    public static PortfolioRule OnGroup(PortfolioRuleKind kind, string group, decimal limit, string reason) =>
        kind is PortfolioRuleKind.MustHave or PortfolioRuleKind.MustNot || limit < 0 || group.Length == 0
            ? throw new RefusedException(PortfolioRefusals.RuleIncomplete)
            : new PortfolioRule(kind, group, limit, Dossier: null, Said(reason));

    public static PortfolioRule OnDossier(PortfolioRuleKind kind, DossierId dossier, string reason) =>
        kind is not (PortfolioRuleKind.MustHave or PortfolioRuleKind.MustNot)
            ? throw new RefusedException(PortfolioRefusals.RuleIncomplete)
            : new PortfolioRule(kind, Group: null, Limit: null, dossier, Said(reason));

    /// <summary>What a dossier counts under the rule: itself, its euros, or nothing.</summary>
    public decimal Weight(PortfolioCandidate one) =>
        Dossier is { } dossier
            ? one.Dossier == dossier
                ? 1
                : 0
            : !one.Groups.Contains(Group!)
                ? 0
                : Kind is PortfolioRuleKind.LeastEuros or PortfolioRuleKind.MostEuros
                    ? one.Cost
                    : 1;

    /// <summary>What the weights of those chosen must come to at least.</summary>
    public decimal Least =>
        Kind switch
        {
            PortfolioRuleKind.LeastDossiers or PortfolioRuleKind.LeastEuros => Limit!.Value,
            PortfolioRuleKind.MustHave => 1,
            _ => 0,
        };

    /// <summary>What they may come to at most; null without an end.</summary>
    public decimal? Most =>
        Kind switch
        {
            PortfolioRuleKind.MostDossiers or PortfolioRuleKind.MostEuros => Limit!.Value,
            PortfolioRuleKind.MustNot => 0,
            _ => null,
        };

    public bool IsKeptBy(IEnumerable<PortfolioCandidate> chosen)
    {
        var sum = chosen.Sum(Weight);
        return sum >= Least && (Most is null || sum <= Most);
    }

    private static string Said(string reason) =>
        string.IsNullOrWhiteSpace(reason)
            ? throw new RefusedException(PortfolioRefusals.ReasonNeeded)
            : reason.Trim()[..Math.Min(reason.Trim().Length, MostReason)];
}
