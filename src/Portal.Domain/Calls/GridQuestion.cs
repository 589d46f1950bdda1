namespace Portal.Domain.Calls;

/// <summary>What a grid asks beyond marks and comments.</summary>
/// <param name="Questions">In the order in which they are asked.</param>
/// <param name="Confidence">What each level of an expert's confidence means, from the least; none where it isn't asked.</param>
public sealed record GridExtras(IReadOnlyList<GridQuestion> Questions, IReadOnlyList<LocalizedText> Confidence)
{
    public static GridExtras None { get; } = new([], []);
}

public enum QuestionKind
{
    YesNo,
    Text,
}

/// <summary>A question to the expert. It has to be answered where it is asked.</summary>
public sealed record GridQuestion(string Key, LocalizedText Text, QuestionKind Kind)
{
    /// <summary>When it is asked; null where it always is.</summary>
    public QuestionCondition? When { get; init; }
}

public enum ConditionKind
{
    MarkAtMost,
    MarkAtLeast,
    Yes,
    No,
}

/// <param name="Of">A criterion, or an earlier question that is answered by yes or no.</param>
/// <param name="Mark">The mark up to which, or from which on, where it depends on one.</param>
public sealed record QuestionCondition(string Of, ConditionKind Kind, int Mark)
{
    public bool IsOnMark => Kind is ConditionKind.MarkAtMost or ConditionKind.MarkAtLeast;

    public bool Holds(IReadOnlyDictionary<string, int> marks, IReadOnlyDictionary<string, string> answers) =>
        Kind switch
        {
            ConditionKind.MarkAtMost => marks.TryGetValue(Of, out var given) && given <= Mark,
            ConditionKind.MarkAtLeast => marks.TryGetValue(Of, out var given) && given >= Mark,
            ConditionKind.Yes => answers.GetValueOrDefault(Of) == Answer.Yes,
            _ => answers.GetValueOrDefault(Of) == Answer.No,
        };

    /// <summary>The answers to a question of <see cref="QuestionKind.YesNo"/>.</summary>
    public static class Answer
    {
        public const string Yes = "yes";
        public const string No = "no";
    }
}
