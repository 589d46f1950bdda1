using System.Globalization;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.FollowUp.Agreements;

/// <summary>What a template needs to know of a project, beside the terms.</summary>
/// <param name="Carrier">The organisation that leads it.</param>
public sealed record AgreementMatter(
    string Number,
    string Title,
    string Carrier,
    LocalizedText Call,
    FollowUpPlan Plan,
    DateTimeOffset At
);

/// <summary>Fills in the call's template for the terms of a project. What is signed is French.</summary>
public sealed class AgreementText(Texts.Texts texts)
{
    private const string Language = "fr";

    /// <exception cref="InvalidOperationException">The call foresees no agreement.</exception>
    public string Propose(AgreementMatter matter, AgreementTerms terms)
    {
        var template = matter.Plan.Agreement ?? throw new InvalidOperationException("The call foresees no agreement.");
        return TextFields.Fill(template.Body.In(Language), ValuesOf(matter, terms));
    }

    private Dictionary<string, string> ValuesOf(AgreementMatter matter, AgreementTerms terms) =>
        new(StringComparer.Ordinal)
        {
            ["number"] = matter.Number,
            ["title"] = matter.Title.ReplaceLineEndings(" "),
            ["carrier"] = matter.Carrier,
            ["call"] = matter.Call.In(Language),
            ["aid"] = Dates.Amount(terms.Aid.Euros, Language),
            ["start"] = Dates.Day(terms.StartsOn, Language),
            ["end"] = Dates.Day(terms.EndsOn.AddDays(-1), Language),
            ["months"] = terms.Months.ToString(CultureInfo.InvariantCulture),
            ["tranches"] = Lines(terms.Tranches.Select(one => TrancheLine(matter.Plan, one))),
            ["milestones"] = Lines(matter.Plan.Milestones.Select(one => MilestoneLine(one, terms))),
            ["conditions"] =
                terms.Conditions.Length > 0 ? terms.Conditions : texts.In(Language, "agreements.no-conditions"),
            ["date"] = Dates.Day(matter.At, Language),
        };

    private string TrancheLine(FollowUpPlan plan, Tranche tranche) =>
        texts.In(
            Language,
            "agreements.tranche-line",
            tranche.Title.In(Language),
            Dates.Amount(tranche.Amount.Euros, Language),
            tranche.Milestone is { } key && plan.Milestone(key) is { } milestone
                ? milestone.Title.In(Language)
                : texts.In(Language, "agreements.at-signature")
        );

    private string MilestoneLine(PlannedMilestone milestone, AgreementTerms terms) =>
        texts.In(
            Language,
            "agreements.milestone-line",
            milestone.Title.In(Language),
            Dates.Day(milestone.DueFor(terms.StartsOn, terms.EndsOn), Language)
        );

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
