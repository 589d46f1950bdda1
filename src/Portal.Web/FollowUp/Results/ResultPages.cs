using Portal.Domain;
using Portal.Domain.FollowUp;

namespace Portal.Web.FollowUp.Results;

/// <summary>What a project has come to, as a part of a page.</summary>
/// <param name="Csv">Where the indicators are as a file; null where they aren't.</param>
/// <param name="OfCall">Where those of all projects of the call are; null for who isn't of staff.</param>
public sealed record ResultsPart(ProjectResults Results, string? Csv, string? OfCall);

/// <summary>The indicators of a call's projects.</summary>
public sealed record CallIndicatorsPage(
    CallId CallId,
    string Slug,
    LocalizedText Call,
    IReadOnlyList<CallIndicator> Indicators
)
{
    public string Csv => $"/staff/calls/{Slug}/indicators.csv";
}

/// <param name="Totals">By milestone, in the order of the plan.</param>
public sealed record CallIndicator(
    Indicator Indicator,
    IReadOnlyList<IndicatorTotal> Totals,
    IReadOnlyList<ProjectIndicator> Projects
);

/// <param name="Projects">How many projects tell it in an accepted report.</param>
public sealed record IndicatorTotal(string Key, LocalizedText Milestone, int Projects, decimal Sum);

public sealed record ProjectIndicator(ProjectId Project, string Number, string Title, IndicatorSeries Series);
