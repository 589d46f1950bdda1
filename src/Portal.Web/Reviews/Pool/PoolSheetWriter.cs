using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Documents;

namespace Portal.Web.Reviews.Pool;

/// <summary>Writes experts as lines of a CSV file that <see cref="PoolSheetReader"/> reads as the same.</summary>
internal static class PoolSheetWriter
{
    /// <summary>Between the words of one cell.</summary>
    public const char Between = '|';

    /// <summary>A line of its own between two texts of one cell.</summary>
    public const string Rule = "---";

    public static string Head(PoolWords words) => CsvCell.Line(PoolWords.Columns.Select(words.Heads.Of));

    public static string Line(ExpertFacts facts, PoolWords words) =>
        CsvCell.Line(PoolWords.Columns.Select(column => Guarded(CellOf(column, facts, words))));

    /// <summary>Texts, each with its title in a line before it.</summary>
    private static string Written(IReadOnlyList<ProfileText> texts) =>
        string.Join($"\n{Rule}\n", texts.Select(one => Escaped($"{one.Title}\n{one.Text}")));

    /// <summary>What looks like the line between two texts gets a backslash.</summary>
    private static string Escaped(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimStart('\\') == Rule ? @"\" + line : line));

    public static string Unescaped(string line) =>
        line.StartsWith('\\') && line.TrimStart('\\') == Rule ? line[1..] : line;

    private static string CellOf(PoolColumn column, ExpertFacts facts, PoolWords words) =>
        column switch
        {
            PoolColumn.Name => facts.Name,
            PoolColumn.Email => facts.Email.Value,
            PoolColumn.Role => words.Roles.Of(facts.Role),
            PoolColumn.Organisation => facts.Organisation,
            PoolColumn.Siren => facts.Siren?.Value ?? "",
            PoolColumn.Region => facts.Region is { } region ? words.Regions.Of(region) : "",
            PoolColumn.Capacity => facts.Capacity.ToString(System.Globalization.CultureInfo.InvariantCulture),
            PoolColumn.Language => facts.Language,
            PoolColumn.Skills => string.Join($" {Between} ", facts.Skills.Select(words.Skills.Of)),
            PoolColumn.Texts => Written(facts.Texts),
            PoolColumn.Links => TypedProfile.Written(facts.Links),
            _ => string.Join('\n', facts.Aliases),
        };

    /// <summary>A cell that begins with the apostrophe of the guard gets another, so that it isn't taken off.</summary>
    private static string Guarded(string cell) => cell.StartsWith('\'') ? "'" + cell : cell;
}
