namespace Portal.Domain.Programme;

public static class ProgrammeRefusals
{
    public static Refusal KeyWrong { get; } = new("programme.key-wrong");

    public static Refusal KeyTaken { get; } = new("programme.key-taken");

    /// <summary>Only an operator is an establishment.</summary>
    public static Refusal NoOperator { get; } = new("programme.no-operator");

    /// <summary>Only a region has inhabitants.</summary>
    public static Refusal NoRegion { get; } = new("programme.no-region");

    public static Refusal NameMissing { get; } = new("programme.name-missing");
}
