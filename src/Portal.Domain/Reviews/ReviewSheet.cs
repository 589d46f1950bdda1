using System.Text.Json.Serialization;
using Portal.Domain.Calls;

namespace Portal.Domain.Reviews;

/// <summary>What an expert wrote: a mark and comments by criterion, and overall comments.</summary>
public sealed record ReviewSheet(IReadOnlyList<CriterionReview> Criteria, string ToPanel, string ToCarrier)
{
    public static ReviewSheet Blank { get; } = new([], "", "");

    /// <summary>The marks given so far, by criterion.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, int> Marks =>
        Criteria.Where(one => one.Mark is not null).ToDictionary(one => one.Criterion, one => one.Mark!.Value);

    public CriterionReview For(string criterion) =>
        Criteria.FirstOrDefault(one => one.Criterion == criterion) ?? new CriterionReview(criterion, null, "", "");

    /// <summary>What a sheet lacks under a grid; the one place that says what a complete review is.</summary>
    public IReadOnlyList<ReviewObstacle> Obstacles(Grid grid) =>
        [.. grid.Criteria.SelectMany(criterion => Obstacles(grid, criterion)), .. OverallObstacles()];

    private IEnumerable<ReviewObstacle> Obstacles(Grid grid, Criterion criterion)
    {
        var given = For(criterion.Key);
        if (given.Mark is null)
            yield return new ReviewObstacle(criterion.Key, ReviewRefusals.MarkMissing(criterion.Title));
        else if (!grid.Scale.Has(given.Mark.Value))
            yield return new ReviewObstacle(
                criterion.Key,
                ReviewRefusals.MarkOutOfScale(criterion.Title, grid.Scale.From, grid.Scale.To)
            );
        if (given.ToCarrier.Length > Review.CommentLimit || given.ToPanel.Length > Review.CommentLimit)
            yield return new ReviewObstacle(criterion.Key, ReviewRefusals.CommentTooLong(Review.CommentLimit));
    }

    private IEnumerable<ReviewObstacle> OverallObstacles()
    {
        if (ToCarrier.Length > Review.CommentLimit || ToPanel.Length > Review.CommentLimit)
            yield return new ReviewObstacle(Criterion: null, ReviewRefusals.CommentTooLong(Review.CommentLimit));
        if (string.IsNullOrWhiteSpace(ToCarrier))
            yield return new ReviewObstacle(Criterion: null, ReviewRefusals.CommentToCarrierMissing);
    }
}

/// <param name="ToPanel">Read by the panel and staff only.</param>
/// <param name="ToCarrier">May be passed on to the carrier, without a name.</param>
public sealed record CriterionReview(string Criterion, int? Mark, string ToPanel, string ToCarrier);

public sealed record ReviewObstacle(string? Criterion, Refusal Reason);
