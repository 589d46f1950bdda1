using System.Globalization;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Documents;

namespace Portal.Infrastructure.Reviews;

/// <summary>A review that its expert fills in away from the portal.</summary>
public sealed record OfflineReview(Review Review, Grid Grid, string Number, string Title);

/// <summary>
/// An expert's open reviews as a workbook: a line for each criterion, question and overall comment. A hidden column
/// says which review a line is of, and at which revision it was downloaded.
/// </summary>
public static class OfflineSheet
{
    internal const int Asked = 2;
    internal const int Value = 3;
    internal const int ToCarrier = 4;
    internal const int ToPanel = 5;
    internal const int Key = 6;

    private const int Columns = 7;

    public static async Task WriteAsync(
        Stream to,
        IReadOnlyList<OfflineReview> reviews,
        Texts.Texts texts,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var workbook = await Workbook.ToAsync(to, at, cancellation);
        string[] heads = [.. Enumerable.Range(1, Columns).Select(column => texts[$"offline.column-{column}"])];
        var rows = reviews.SelectMany(review => RowsOf(review, texts)).ToAsyncEnumerable();
        await workbook.AddAsync(texts["offline.sheet"], heads, rows, hidden: Key, cancellation);
        await workbook.EndAsync(cancellation);
    }

    internal static IEnumerable<IReadOnlyList<object?>> RowsOf(OfflineReview one, Texts.Texts texts)
    {
        var (sheet, grid, language) = (one.Review.Written, one.Grid, texts.Language);
        foreach (var criterion in grid.Criteria)
        {
            var said = sheet.For(criterion.Key);
            yield return Row(
                one,
                LineKey.Criterion,
                criterion.Key,
                texts["offline.criterion", criterion.Title.In(language), grid.Scale.From, grid.Scale.To],
                said.Mark,
                said.ToCarrier,
                said.ToPanel
            );
        }
        foreach (var question in grid.Questions)
        {
            var answer = sheet.Answers.GetValueOrDefault(question.Key, "");
            var told = answer.Length > 0 && question.Kind == QuestionKind.YesNo ? texts[$"offline.{answer}"] : answer;
            yield return Row(one, LineKey.Question, question.Key, question.Text.In(language), told);
        }
        if (grid.Confidence.Count > 0)
            yield return Row(one, LineKey.Confidence, "", Levels(grid, texts), sheet.Confidence);
        yield return Row(one, LineKey.Overall, "", texts["offline.overall"], null, sheet.ToCarrier, sheet.ToPanel);
    }

    private static string Levels(Grid grid, Texts.Texts texts) =>
        texts[
            "offline.confidence",
            string.Join(", ", grid.Confidence.Select((level, place) => $"{place + 1} = {level.In(texts.Language)}"))
        ];

    private static object?[] Row(
        OfflineReview one,
        string part,
        string key,
        string asked,
        object? value,
        string toCarrier = "",
        string toPanel = ""
    ) =>
        [
            one.Number,
            one.Title,
            asked,
            value,
            toCarrier,
            toPanel,
            new LineKey(one.Review.Id, one.Review.Revision, part, key).ToString(),
        ];
}

/// <summary>What a line of the workbook is of.</summary>
internal sealed record LineKey(ReviewId Review, int Revision, string Part, string Key)
{
    public const string Criterion = "criterion";
    public const string Question = "question";
    public const string Confidence = "confidence";
    public const string Overall = "overall";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Review.Value:N}/{Revision}/{Part}/{Key}");

    public static LineKey? Of(string text) =>
        text.Split('/') is [var review, var number, var part, var key]
        && Guid.TryParseExact(review, "N", out var id)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new LineKey(new ReviewId(id), revision, part, key)
            : null;
}
