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
        );

    private static int? Mark(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mark) ? mark : null;

    private static string Text(string? text) =>
        (text ?? "").ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
}
