using Portal.Domain;
using Portal.Domain.Recommendations;

namespace Portal.Web.Recommendations;

/// <param name="Number">Its number in the report.</param>
public sealed record RecommendationRow(
    int Number,
    LocalizedText Axis,
    LocalizedText Text,
    string Owner,
    RecommendationState State,
    DateOnly? NextDay,
    bool IsLate
);

/// <param name="Begun">Recommendations under way or done.</param>
public sealed record ReportCard(string Slug, ReportWords Words, int Begun, int All);

public sealed record LateRecommendation(string Report, int Number, LocalizedText Text, string Owner, DateOnly Due);

public sealed record StaffReportsPage(IReadOnlyList<ReportCard> Reports, IReadOnlyList<LateRecommendation> Late);

/// <param name="State">The only state that is shown; null for all.</param>
public sealed record ReportPage(
    string Slug,
    ReportWords Words,
    RecommendationState? State,
    IReadOnlyDictionary<RecommendationState, int> Counts,
    IReadOnlyList<RecommendationRow> Rows
)
{
    public int All => Counts.Values.Sum();

    public int CountOf(RecommendationState state) => Counts.GetValueOrDefault(state);
}

/// <summary>What was said of a recommendation, without who of staff wrote it.</summary>
public sealed record StepPart(RecommendationState State, LocalizedText Note, string Evidence, DateTimeOffset At);

/// <param name="Steps">The last one first.</param>
public sealed record RecommendationPage(
    string Slug,
    ReportWords Words,
    RecommendationRow Row,
    IReadOnlyList<StepPart> Steps
);

public sealed record FollowForm(
    RecommendationState? State,
    string? Owner,
    string? NextDay,
    string? NoteFr,
    string? NoteEn,
    string? Evidence
);

public sealed record FollowPage(RecommendationPage Page, FollowForm Form);
