using Portal.Domain.Calls;
using Portal.Domain.Decisions.Portfolios;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Decisions.Portfolios;

/// <summary>What a portfolio says, in sentences.</summary>
public static class PortfolioWords
{
    private const int MostNamed = 6;

    public static string Rule(Texts texts, PortfolioPart part, PortfolioRule rule) =>
        rule.Dossier is { } dossier
            ? texts[
                $"portfolio.rule-{rule.Kind}",
                part.Lines.FirstOrDefault(row => row.Candidate.Dossier == dossier)?.Candidate.Number ?? "",
                rule.Reason
            ]
            : texts[
                $"portfolio.rule-{rule.Kind}",
                Limit(texts, rule),
                Group(texts, part.Questions, rule.Group!),
                rule.Reason
            ];

    /// <summary>“Region: Bretagne”.</summary>
    public static string Group(Texts texts, IReadOnlyList<FormField> questions, string group)
    {
        var (key, option) = (group[..group.IndexOf(':')], group[(group.IndexOf(':') + 1)..]);
        var question = questions.FirstOrDefault(one => one.Key == key);
        var answer = question?.Options.FirstOrDefault(one => one.Key == option)?.Label.In(texts.Language) ?? option;
        return texts["portfolio.group", question?.Label.In(texts.Language) ?? key, answer];
    }

    /// <summary>Why the optimum treats a dossier otherwise than the jury's order.</summary>
    public static string Difference(Texts texts, PortfolioPart part, PortfolioDifference one)
    {
        var (number, cost) = (one.Dossier.Number, Dates.Amount(one.Dossier.Cost, texts.Language));
        return one switch
        {
            { Rule: { } rule } => texts[
                one.IsRaised ? "portfolio.raised-by-rule" : "portfolio.dropped-by-rule",
                number,
                Rule(texts, part, rule)
            ],
            { IsRaised: true, Others: [] } => texts["portfolio.raised-fits", number, cost],
            { IsRaised: true } => texts["portfolio.raised-instead", number, cost, Named(texts, one.Others)],
            { Reason: DifferenceReason.Unscored } => texts["portfolio.dropped-unscored", number],
            _ => texts["portfolio.dropped-for", number, cost, Named(texts, one.Others)],
        };
    }

    public static string Sum(Texts texts, PortfolioChoice choice) =>
        texts[
            "portfolio.sum",
            choice.Chosen.Count,
            Dates.Amount(choice.Cost, texts.Language),
            Dates.Score(choice.Quality, texts.Language)
        ];

    private static string Limit(Texts texts, PortfolioRule rule) =>
        rule.Kind is PortfolioRuleKind.LeastEuros or PortfolioRuleKind.MostEuros
            ? Dates.Amount(rule.Limit!.Value, texts.Language)
            : Dates.Number(rule.Limit!.Value, texts.Language);

    private static string Named(Texts texts, IReadOnlyList<PortfolioCandidate> others)
    {
        var named = string.Join(", ", others.Take(MostNamed).Select(one => one.Number));
        return others.Count <= MostNamed ? named : texts["ranking.and-more", named, others.Count - MostNamed];
    }
}
