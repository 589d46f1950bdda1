namespace Portal.Domain.Programme;

public static class ProgrammeRefusals
{
    public static Refusal KeyWrong { get; } = new("programme.key-wrong");

    public static Refusal KeyTaken { get; } = new("programme.key-taken");

    public static Refusal NameMissing { get; } = new("programme.name-missing");
}
