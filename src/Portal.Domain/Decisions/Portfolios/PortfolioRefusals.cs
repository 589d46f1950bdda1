namespace Portal.Domain.Decisions.Portfolios;

public static class PortfolioRefusals
{
    public static Refusal EnvelopeNeeded { get; } = new("portfolio.envelope-needed");

    public static Refusal ReasonNeeded { get; } = new("portfolio.reason-needed");

    public static Refusal RuleIncomplete { get; } = new("portfolio.rule-incomplete");

    public static Refusal RuleThere { get; } = new("portfolio.rule-there");

    public static Refusal TooManyRules(int most) => new("portfolio.too-many-rules", most);

    public static Refusal NoSuchDossier { get; } = new("portfolio.no-such-dossier");

    /// <summary>Somebody else arranged it in between.</summary>
    public static Refusal Changed { get; } = new("portfolio.changed");

    public static Refusal OwnDossier { get; } = new("portfolio.own-dossier");

    /// <summary>Nobody has computed a ranking yet from which it could begin.</summary>
    public static Refusal RankingFirst { get; } = new("portfolio.ranking-first");

    /// <summary>A list carries what was taken over by now.</summary>
    public static Refusal Listed { get; } = new("portfolio.listed");

    public static Refusal Undone { get; } = new("portfolio.undone");

    /// <summary>The decision that a choice would change is carried by a list, or there is none to take.</summary>
    public static Refusal NothingToTake { get; } = new("portfolio.nothing-to-take");
}
