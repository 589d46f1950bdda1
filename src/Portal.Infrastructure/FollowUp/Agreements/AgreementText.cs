using System.Globalization;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.FollowUp.Agreements;

/// <summary>What a template needs to know of a project, beside the terms.</summary>
/// <param name="Project">As it stands.</param>
/// <param name="InForce">What is amended; null where nothing is agreed yet.</param>
/// <param name="Carrier">The organisation that leads it.</param>
/// <param name="Plan">With the template, and what is to be reported.</param>
public sealed record AgreementMatter(
    Project Project,
    Agreement? InForce,
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
    /// <summary>What is signed.</summary>
    public const string Signed = "fr";

    /// <param name="matter">Of the project.</param>
    /// <param name="terms">That are agreed.</param>
    /// <param name="language">Of the template that is filled in.</param>
    /// <returns>Empty where the plan has no template: then it is written by hand.</returns>
    public string Propose(AgreementMatter matter, AgreementTerms terms, string language = Signed)
    {
        if (matter.Plan.Agreement is not { } template)
            return "";
        // What is told is what will be in force: with the extensions that were granted since.
        var moved = terms with
        {
            MovedEnd = matter.InForce is { } inForce ? matter.Project.EndUnder(terms, inForce) : null,
        };
        return TextFields.Fill(template.Body.In(language), ValuesOf(matter, moved, language));
    }

    private Dictionary<string, string> ValuesOf(AgreementMatter matter, AgreementTerms terms, string language) =>
        new(StringComparer.Ordinal)
        {
            ["number"] = matter.Number,
            ["title"] = matter.Title.ReplaceLineEndings(" "),
            ["carrier"] = matter.Carrier,
            ["call"] = matter.Call.In(language),
            ["aid"] = Dates.Amount(terms.Aid.Euros, language),
            ["start"] = Dates.Day(terms.StartsOn, language),
            ["end"] = Dates.Day(terms.EndsOn.AddDays(-1), language),
            ["months"] = terms.WholeMonths.ToString(CultureInfo.InvariantCulture),
            ["tranches"] = Lines(terms.Tranches.Select(one => TrancheLine(matter.Plan, one, language))),
            ["milestones"] = Lines(
                matter
                    .Project.MilestonesUnder(terms, matter.Plan, matter.InForce, matter.At)
                    .Select(one => MilestoneLine(one, language))
            ),
            ["conditions"] =
                terms.Conditions.Length > 0 ? terms.Conditions : texts.In(language, "agreements.no-conditions"),
            ["date"] = Dates.Day(matter.At, language),
        };

    private string TrancheLine(FollowUpPlan plan, Tranche tranche, string language) =>
        texts.In(
            language,
            "agreements.tranche-line",
            tranche.Title.In(language),
            Dates.Amount(tranche.Amount.Euros, language),
            tranche.Milestone is { } key && plan.Milestone(key) is { } milestone
                ? milestone.Title.In(language)
                : texts.In(language, "agreements.at-signature")
        );

    private string MilestoneLine(Milestone milestone, string language) =>
        texts.In(
            language,
            "agreements.milestone-line",
            milestone.Title.In(language),
            Dates.Day(DateOnly.FromDateTime(milestone.Due.Civil), language)
        );

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
