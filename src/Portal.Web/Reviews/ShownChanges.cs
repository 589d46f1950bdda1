using System.Text.Json;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Reviews;

/// <summary>What a filled file would change, as the page that shows it sends it back.</summary>
public sealed record ShownChange(Guid Review, int Revision, ReviewSheet Sheet);

internal static class ShownChanges
{
    public static string Write(IEnumerable<OfflineChange> changes) =>
        JsonSerializer.Serialize(
            changes.Select(one => new ShownChange(one.Of.Review.Id.Value, one.Of.Review.Revision, one.Sheet))
        );

    /// <exception cref="RefusedException">It is nothing that a page of ours sends.</exception>
    public static IReadOnlyList<ShownChange> Read(string? text)
    {
        try
        {
            var shown = JsonSerializer.Deserialize<List<ShownChange?>>(text ?? "");
            if (shown is { Count: > 0 } && shown.TrueForAll(one => one?.Sheet is not null))
                return [.. shown.Select(one => one!)];
        }
        catch (JsonException)
        {
            // Told below, as what is JSON and yet nothing of ours.
        }
        throw new RefusedException(ReviewRefusals.NotAsShown);
    }

    /// <summary>The sheet as a form of the grid would have given it.</summary>
    /// <exception cref="RefusedException">It says something that the grid doesn't ask, or twice, or at too much length.</exception>
    public static ReviewSheet Under(Grid grid, ReviewSheet said)
    {
        if (!IsOf(grid, said))
            throw new RefusedException(ReviewRefusals.NotAsShown);
        var sheet = Clean(grid, said);
        var texts = sheet
            .Criteria.SelectMany(one => new[] { one.ToPanel, one.ToCarrier })
            .Concat(sheet.Answers.Values)
            .Append(sheet.ToPanel)
            .Append(sheet.ToCarrier);
        return texts.All(text => text.Length <= Review.CommentLimit)
            ? sheet
            : throw new RefusedException(ReviewRefusals.CommentTooLong(Review.CommentLimit));
    }

    private static bool IsOf(Grid grid, ReviewSheet said) =>
        said is { Criteria: not null, ToPanel: not null, ToCarrier: not null, Answers: not null }
        && said.Criteria.All(one => one is { Criterion: not null, ToPanel: not null, ToCarrier: not null })
        && said.Criteria.DistinctBy(one => one.Criterion).Count() == said.Criteria.Count
        && said.Criteria.All(one => grid.Criteria.Any(known => known.Key == one.Criterion))
        && said.Answers.All(one => one.Value is not null && grid.Questions.Any(known => known.Key == one.Key));

    private static ReviewSheet Clean(Grid grid, ReviewSheet said) =>
        new(
            [
                .. grid
                    .Criteria.Select(criterion => said.For(criterion.Key))
                    .Select(one =>
                        one with
                        {
                            ToPanel = SheetReader.Text(one.ToPanel),
                            ToCarrier = SheetReader.Text(one.ToCarrier),
                        }
                    ),
            ],
            SheetReader.Text(said.ToPanel),
            SheetReader.Text(said.ToCarrier)
        )
        {
            Answers = said
                .Answers.Select(one => (one.Key, Answer: SheetReader.Text(one.Value)))
                .Where(one => one.Answer.Length > 0)
                .ToDictionary(one => one.Key, one => one.Answer, StringComparer.Ordinal),
            Confidence = said.Confidence,
        };
}
