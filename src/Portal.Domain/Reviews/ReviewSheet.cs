using System.Text.Json.Serialization;
using Portal.Domain.Calls;

namespace Portal.Domain.Reviews;

/// <summary>What an expert wrote: a mark and comments by criterion, answers to what else the grid asks, and overall comments.</summary>
public sealed record ReviewSheet(IReadOnlyList<CriterionReview> Criteria, string ToPanel, string ToCarrier)
{
    public static ReviewSheet Blank { get; } = new([], "", "");

    /// <summary>What was answered, by the question's key.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>How sure the expert is: a level of the grid's, from 1; null where none is chosen.</summary>
    public int? Confidence { get; init; }

    /// <summary>The marks given so far, by criterion.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, int> Marks =>
        Criteria.Where(one => one.Mark is not null).ToDictionary(one => one.Criterion, one => one.Mark!.Value);

    public CriterionReview For(string criterion) =>
        Criteria.FirstOrDefault(one => one.Criterion == criterion) ?? new CriterionReview(criterion, null, "", "");

    /// <summary>With what is said of one criterion in the place of what was.</summary>
    public ReviewSheet With(CriterionReview one) =>
        this with
        {
            Criteria = [.. Criteria.Where(other => other.Criterion != one.Criterion), one],
        };

    /// <summary>With an answer in the place of what was; none where it is empty.</summary>
    public ReviewSheet WithAnswer(string question, string answer)
    {
        var answers = Answers.ToDictionary(StringComparer.Ordinal);
        if (answer.Length == 0)
            answers.Remove(question);
        else
            answers[question] = answer;
        return this with { Answers = answers };
    }

    /// <summary>The questions that are asked, given the marks and what was answered to those before.</summary>
    public IReadOnlyList<GridQuestion> Asked(Grid grid)
    {
        var (marks, said, asked) = (Marks, new Dictionary<string, string>(), new List<GridQuestion>());
        foreach (var question in grid.Questions)
        {
            if (question.When?.Holds(marks, said) == false)
                continue;
            asked.Add(question);
            said[question.Key] = Answers.GetValueOrDefault(question.Key, "");
        }
        return asked;
    }

    /// <summary>What a sheet lacks under a grid; the one place that says what a complete review is.</summary>
    public IReadOnlyList<ReviewObstacle> Obstacles(Grid grid) =>
        [
            .. grid.Criteria.SelectMany(criterion => Obstacles(grid, criterion)),
            .. Asked(grid).SelectMany(Obstacles),
            .. When(
                grid.Confidence.Count > 0 && !(Confidence >= 1 && Confidence <= grid.Confidence.Count),
                new SheetPlace(SheetPart.Confidence),
                ReviewRefusals.ConfidenceMissing
            ),
            .. TooLong(new SheetPlace(SheetPart.ToCarrier), ToCarrier),
            .. TooLong(new SheetPlace(SheetPart.ToPanel), ToPanel),
            .. When(
                string.IsNullOrWhiteSpace(ToCarrier),
                new SheetPlace(SheetPart.ToCarrier),
                ReviewRefusals.CommentToCarrierMissing
            ),
        ];

    private IEnumerable<ReviewObstacle> Obstacles(Grid grid, Criterion criterion)
    {
        var (given, scale) = (For(criterion.Key), grid.Scale);
        var mark = new SheetPlace(SheetPart.Mark, criterion.Key);
        return
        [
            .. When(given.Mark is null, mark, ReviewRefusals.MarkMissing(criterion.Title)),
            .. When(
                given.Mark is { } one && !scale.Has(one),
                mark,
                ReviewRefusals.MarkOutOfScale(criterion.Title, scale.From, scale.To)
            ),
            .. Comment(SheetPart.ToCarrier, criterion, given.ToCarrier, criterion.ToCarrierAtLeast),
            .. Comment(SheetPart.ToPanel, criterion, given.ToPanel, criterion.ToPanelAtLeast),
        ];
    }

    private static IEnumerable<ReviewObstacle> Comment(SheetPart part, Criterion criterion, string text, int least)
    {
        var place = new SheetPlace(part, criterion.Key);
        return
        [
            .. TooLong(place, text),
            .. When(text.Trim().Length < least, place, ReviewRefusals.CommentTooShort(criterion.Title, least)),
        ];
    }

    private IEnumerable<ReviewObstacle> Obstacles(GridQuestion question)
    {
        var (place, answer) = (
            new SheetPlace(SheetPart.Question, question.Key),
            Answers.GetValueOrDefault(question.Key, "")
        );
        var isGiven =
            question.Kind == QuestionKind.Text
                ? !string.IsNullOrWhiteSpace(answer)
                : answer is QuestionCondition.Answer.Yes or QuestionCondition.Answer.No;
        return [.. When(!isGiven, place, ReviewRefusals.AnswerMissing(question.Text)), .. TooLong(place, answer)];
    }

    private static IEnumerable<ReviewObstacle> TooLong(SheetPlace place, string text) =>
        When(text.Length > Review.CommentLimit, place, ReviewRefusals.CommentTooLong(Review.CommentLimit));

    private static IEnumerable<ReviewObstacle> When(bool lacking, SheetPlace place, Refusal reason) =>
        lacking ? [new ReviewObstacle(place, reason)] : [];
}

/// <param name="ToPanel">Read by the panel and staff only.</param>
/// <param name="ToCarrier">May be passed on to the carrier, without a name.</param>
public sealed record CriterionReview(string Criterion, int? Mark, string ToPanel, string ToCarrier);

public enum SheetPart
{
    Mark,
    ToCarrier,
    ToPanel,
    Question,
    Confidence,
}

/// <summary>Where something stands in a sheet.</summary>
/// <param name="Key">The criterion or the question; null for what is said of the whole.</param>
public sealed record SheetPlace(SheetPart Part, string? Key = null);

public sealed record ReviewObstacle(SheetPlace Place, Refusal Reason);
