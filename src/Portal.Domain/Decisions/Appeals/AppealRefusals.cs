namespace Portal.Domain.Decisions.Appeals;

public static class AppealRefusals
{
    public static Refusal TextNeeded { get; } = new("appeal.text-needed");

    public static Refusal TooLate { get; } = new("appeal.too-late");

    /// <summary>One appeal a decision, until it is corrected.</summary>
    public static Refusal Lodged { get; } = new("appeal.lodged");

    public static Refusal Answered { get; } = new("appeal.answered");

    public static Refusal ReasonsNeeded { get; } = new("appeal.reasons-needed");
}
