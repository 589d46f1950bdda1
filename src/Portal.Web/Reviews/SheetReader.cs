using System.Globalization;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;

namespace Portal.Web.Reviews;

/// <summary>Reads a review out of a posted form: marks and comments of the grid's own criteria.</summary>
internal static class SheetReader
{
    public static ReviewSheet Read(Grid grid, IFormCollection form) =>
        new(
            [
                .. grid.Criteria.Select(criterion => new CriterionReview(
                    criterion.Key,
                    Mark(form[$"m.{criterion.Key}"]),
                    Text(form[$"p.{criterion.Key}"]),
                    Text(form[$"c.{criterion.Key}"])
                )),
            ],
            Text(form["toPanel"]),
            Text(form["toCarrier"])
        )
        {
            Answers = grid
                .Questions.Select(question => (question.Key, Answer: Text(form[$"q.{question.Key}"])))
                .Where(one => one.Answer.Length > 0)
                .ToDictionary(one => one.Key, one => one.Answer, StringComparer.Ordinal),
            Confidence = Mark(form["confidence"]),
        };

    /// <summary>The name of the control in which something of a sheet is typed.</summary>
    public static string NameOf(SheetPlace place) =>
        place switch
        {
            { Part: SheetPart.Mark } => $"m.{place.Key}",
            { Part: SheetPart.ToCarrier, Key: { } criterion } => $"c.{criterion}",
            { Part: SheetPart.ToCarrier } => "toCarrier",
            { Part: SheetPart.ToPanel, Key: { } criterion } => $"p.{criterion}",
            { Part: SheetPart.ToPanel } => "toPanel",
            { Part: SheetPart.Question } => $"q.{place.Key}",
            _ => "confidence",
        };

    private static int? Mark(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mark) ? mark : null;

    /// <summary>A text as it is kept.</summary>
    public static string Text(string? text) =>
        (text ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
}
