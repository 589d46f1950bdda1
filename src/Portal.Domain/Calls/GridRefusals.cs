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

    /// <summary>Weights are percentages of the whole grid.</summary>
    public static Refusal Weights(decimal sum) => new("call.grid-weights", sum);
}
