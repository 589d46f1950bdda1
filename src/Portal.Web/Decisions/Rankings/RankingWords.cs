using Portal.Domain.Decisions;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Decisions.Rankings;

/// <summary>What rankings say, in sentences.</summary>
public static class RankingWords
{
    private const int MostNamed = 12;

    public static string Asked(Texts texts, string by, FundingTerms terms) =>
        texts["ranking.asked", by, Line(texts, terms)];

    public static string Line(Texts texts, FundingTerms terms) =>
        terms.Dossiers is { } dossiers
            ? texts.Counted("ranking.line-dossiers", dossiers)
            : texts["ranking.line-envelope", Dates.Amount(terms.Envelope!.Value, texts.Language)];

    /// <summary>In what order the dossiers stand, and why.</summary>
    public static string Order(Texts texts, RunPart run) =>
        !run.Result.IsAdjusted ? texts["ranking.order-as-given"]
        : run.IsByMean ? texts["ranking.order-by-mean"]
        : texts["ranking.order-adjusted", (decimal)ExpectedRanks.Draws];

    /// <summary>What makes the same ranks of the same votes, outside of the portal.</summary>
    public static string Command(RunPart run) =>
        $"bin/rank --votes votes.csv --funded {run.Result.Funded} --seed {run.Origin.Seed} --out ranks.csv";

    /// <summary>“2 dossiers change sides of the line: up A; down B.”</summary>
    public static string Change(Texts texts, ChangePart change)
    {
        var parts = new[]
        {
            change is { Raised: [], Dropped: [] }
                ? texts["ranking.no-change"]
                : texts.Counted("ranking.changes", change.Raised.Count + change.Dropped.Count),
            Named(texts, "ranking.raised", change.Raised),
            Named(texts, "ranking.dropped", change.Dropped),
            Named(texts, "ranking.unreviewed", change.Unreviewed),
        };
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static string Named(Texts texts, string key, IReadOnlyList<string> numbers) =>
        numbers.Count == 0 ? ""
        : numbers.Count <= MostNamed ? texts[key, string.Join(", ", numbers)]
        : texts[key, texts["ranking.and-more", string.Join(", ", numbers.Take(MostNamed)), numbers.Count - MostNamed]];
}
