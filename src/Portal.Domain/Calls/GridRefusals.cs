namespace Portal.Domain.Calls;

/// <summary>Why a criteria grid can't be published.</summary>
public static class GridRefusals
{
    public static Refusal NoScale(int mostMarks) => new("call.grid-scale", mostMarks);

    public static Refusal ScaleUntranslated { get; } = new("call.grid-scale-untranslated");

    public static Refusal MarkOffScale { get; } = new("call.grid-mark-off-scale");

    public static Refusal NoCriterion { get; } = new("call.grid-empty");

    public static Refusal BadKey(string key) => new("call.grid-bad-key", key);

    public static Refusal KeyTwice(string key) => new("call.grid-key-twice", key);

    public static Refusal CriterionUntranslated(string key) => new("call.grid-criterion-untranslated", key);

    public static Refusal NoWeight(string key) => new("call.grid-no-weight", key);

    public static Refusal CommentLength(string key, int most) => new("call.grid-comment-length", key, most);

    public static Refusal QuestionUntranslated(string key) => new("call.grid-question-untranslated", key);

    public static Refusal QuestionCondition(string key) => new("call.grid-question-condition", key);

    public static Refusal ConfidenceLevels(int least, int most) => new("call.grid-confidence-levels", least, most);

    public static Refusal ConfidenceUntranslated { get; } = new("call.grid-confidence-untranslated");

    /// <summary>Weights are percentages of the whole grid.</summary>
    public static Refusal Weights(decimal sum) => new("call.grid-weights", sum);
}
