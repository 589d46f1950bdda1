using System.Globalization;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;

namespace Portal.Web.Calls.Preparation;

/// <summary>A question of a grid beyond its criteria, as it is typed.</summary>
public sealed class GridQuestionRow
{
    public string? Key { get; set; }

    public Bilingual Text { get; set; } = new();

    public QuestionKind Kind { get; set; }

    /// <summary>Null where it is always asked.</summary>
    public ConditionKind? When { get; set; }

    /// <summary>The key of a criterion or of an earlier question.</summary>
    public string? Of { get; set; }

    public string? Mark { get; set; }

    public static GridQuestionRow Saved(GridQuestion question) =>
        new()
        {
            Key = question.Key,
            Text = Bilingual.Of(question.Text),
            Kind = question.Kind,
            When = question.When?.Kind,
            Of = question.When?.Of,
            Mark = question.When is { IsOnMark: true } when ? when.Mark.ToString(CultureInfo.InvariantCulture) : null,
        };

    internal GridQuestion Written(ISet<string> taken) =>
        new(Typed.OrNull(Key) ?? Keys.Free(Text.Text.Fr, taken), Text.Text, Kind)
        {
            When = When is { } kind ? Condition(kind) : null,
        };

    private QuestionCondition Condition(ConditionKind kind)
    {
        var on = new QuestionCondition(Typed.Of(Of), kind, 0);
        return on.IsOnMark ? on with { Mark = Whole.Of(Mark) ?? -1 } : on;
    }
}

/// <summary>A whole number as it is typed.</summary>
internal static class Whole
{
    /// <summary>Null where it is none.</summary>
    public static int? Of(string? text) =>
        int.TryParse(Typed.Of(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool IsLength(string? text) =>
        Typed.Of(text).Length == 0 || Of(text) is { } number && number <= Review.CommentLimit;

    /// <summary>Nothing where it is nought.</summary>
    public static string? Text(int number) => number == 0 ? null : number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The levels of confidence as they are typed: as many as are written.</summary>
internal static class ConfidenceRows
{
    public const int Asked = 4;

    public static List<Bilingual> Of(IReadOnlyList<LocalizedText> levels) =>
        [.. Enumerable.Range(0, Asked).Select(place => Bilingual.Of(levels.ElementAtOrDefault(place)))];

    public static IReadOnlyList<LocalizedText> Written(IEnumerable<Bilingual> rows) =>
        [.. rows.Where(row => !row.IsEmpty).Select(row => row.Text)];
}
