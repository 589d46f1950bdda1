namespace Portal.Domain.Decisions.Appeals;

public static class AppealRefusals
{
    public static Refusal TextNeeded { get; } = new("appeal.text-needed");

    public static Refusal TextTooLong(int most) => new("appeal.text-too-long", most);

    public static Refusal OnlyCoordinator { get; } = new("appeal.only-coordinator");

    /// <summary>The aid was given up: nothing is decided any more.</summary>
    public static Refusal GivenUp { get; } = new("appeal.given-up");

    /// <summary>One appeal a decision, until it is corrected.</summary>
    public static Refusal Lodged { get; } = new("appeal.lodged");

    public static Refusal Answered { get; } = new("appeal.answered");

    public static Refusal ReasonsNeeded { get; } = new("appeal.reasons-needed");
}
