using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Web.Reviews;

namespace Portal.Web.Api;

public sealed record ApiAssignment(
    Guid Review,
    string Call,
    int Wave,
    [property: Description("The number of the dossier.")] string Number,
    string Title,
    DateTimeOffset? Due,
    [property: Description("Whether the review is still to be written, or may be.")] bool Open,
    DateTimeOffset? SubmittedAt
);

/// <summary>A review with the dossier as its expert reads it.</summary>
public sealed record ApiReview(
    Guid Id,
    string Number,
    string Title,
    [property: Description("Goes up with each save; the entity tag of the review.")] int Revision,
    bool Open,
    DateTimeOffset? SubmittedAt,
    [property: Description("By the grid's weights; null until it is submitted.")] decimal? Score,
    ApiGrid Grid,
    ApiSheet Sheet,
    [property: Description("What keeps it from being submitted as it stands.")] IReadOnlyList<ApiObstacle> Obstacles,
    [property: Description("The answers of the dossier, but for what experts of this wave aren't to know.")]
        IReadOnlyDictionary<string, JsonNode?> Dossier
);

public sealed record ApiGrid(
    int Version,
    int From,
    int To,
    IReadOnlyList<ApiCriterion> Criteria,
    IReadOnlyList<ApiQuestion> Questions,
    [property: Description("How many levels of confidence there are; 0 where it isn't asked.")] int Confidence
)
{
    internal static ApiGrid Of(Grid grid) =>
        new(
            grid.Version,
            grid.Scale.From,
            grid.Scale.To,
            [
                .. grid.Criteria.Select(one => new ApiCriterion(
                    one.Key,
                    one.Title,
                    one.Weight,
                    one.ToCarrierAtLeast,
                    one.ToPanelAtLeast
                )),
            ],
            [.. grid.Questions.Select(one => new ApiQuestion(one.Key, one.Text, one.Kind))],
            grid.Confidence.Count
        );
}

public sealed record ApiCriterion(
    string Key,
    LocalizedText Title,
    [property: Description("Per cent of the whole grid.")] decimal Weight,
    [property: Description("Characters that the comment to the carrier has at least.")] int ToCarrierAtLeast,
    [property: Description("Characters that the comment to the panel has at least.")] int ToPanelAtLeast
);

public sealed record ApiQuestion(string Key, LocalizedText Text, QuestionKind Kind);

/// <summary>What an expert writes: all of it, as it is to be.</summary>
public sealed record ApiSheet(
    [Required] IReadOnlyList<ApiCriterionReview> Criteria,
    [StringLength(Review.CommentLimit)] string? ToPanel,
    [property: Description("What a decision may pass on to the carrier, without a name.")]
    [StringLength(Review.CommentLimit)]
        string? ToCarrier,
    IReadOnlyDictionary<string, string>? Answers,
    [property: Description("A level of the grid's, from 1.")] int? Confidence
)
{
    internal static ApiSheet Of(ReviewSheet sheet) =>
        new(
            [
                .. sheet.Criteria.Select(one => new ApiCriterionReview(
                    one.Criterion,
                    one.Mark,
                    one.ToPanel,
                    one.ToCarrier
                )),
            ],
            sheet.ToPanel,
            sheet.ToCarrier,
            sheet.Answers,
            sheet.Confidence
        );

    /// <exception cref="RefusedException">It speaks of a criterion or a question that the grid doesn't have.</exception>
    internal ReviewSheet Under(Grid grid)
    {
        if (Criteria.Any(one => one is null))
            throw new RefusedException(ApiRefusals.WrongShape("criteria", "[{\"criterion\": \"key\"}]"));
        var strayCriteria = Criteria
            .Select(one => one.Criterion)
            .Where(key => grid.Criteria.All(one => one.Key != key));
        var strayQuestions = (Answers ?? new Dictionary<string, string>()).Keys.Where(key =>
            grid.Questions.All(one => one.Key != key)
        );
        if (strayCriteria.Concat(strayQuestions).FirstOrDefault() is { } stray)
            throw new RefusedException(ApiRefusals.NoSuchField(stray));
        return new ReviewSheet(
            [.. grid.Criteria.Select(one => Of(one.Key))],
            SheetReader.Text(ToPanel),
            SheetReader.Text(ToCarrier)
        )
        {
            Answers = (Answers ?? new Dictionary<string, string>())
                .Select(one => (one.Key, Text: SheetReader.Text(one.Value)))
                .Where(one => one.Text.Length > 0)
                .ToDictionary(one => one.Key, one => one.Text, StringComparer.Ordinal),
            Confidence = Confidence,
        };
    }

    private CriterionReview Of(string criterion) =>
        Criteria.FirstOrDefault(one => one.Criterion == criterion) is { } given
            ? new CriterionReview(
                criterion,
                given.Mark,
                SheetReader.Text(given.ToPanel),
                SheetReader.Text(given.ToCarrier)
            )
            : new CriterionReview(criterion, Mark: null, "", "");
}

public sealed record ApiCriterionReview(
    [Required] string Criterion,
    int? Mark,
    [StringLength(Review.CommentLimit)] string? ToPanel,
    [StringLength(Review.CommentLimit)] string? ToCarrier
);
