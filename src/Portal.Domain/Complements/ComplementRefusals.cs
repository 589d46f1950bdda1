namespace Portal.Domain.Complements;

/// <summary>Why complements can't be asked for, or a request not be answered.</summary>
public static class ComplementRefusals
{
    public static Refusal NotEligible { get; } = new("complement.not-eligible");

    public static Refusal Decided { get; } = new("complement.decided");

    /// <summary>One request after another.</summary>
    public static Refusal AlreadyAsked { get; } = new("complement.already-asked");

    public static Refusal NoField { get; } = new("complement.no-field");

    public static Refusal UnknownField { get; } = new("complement.unknown-field");

    public static Refusal WordsNeeded(LocalizedText label) => new("complement.words-needed", label);

    public static Refusal WordsTooLong(LocalizedText label, int limit) =>
        new("complement.words-too-long", label, limit);

    public static Refusal NoteTooLong(int limit) => new("complement.note-too-long", limit);

    public static Refusal DueInThePast { get; } = new("complement.due-in-the-past");

    public static Refusal NotLater { get; } = new("complement.not-later");

    public static Refusal Answered { get; } = new("complement.answered");

    public static Refusal RequestWithdrawn { get; } = new("complement.withdrawn");

    public static Refusal DuePassed { get; } = new("complement.due-passed");

    public static Refusal NothingChanged { get; } = new("complement.nothing-changed");
}
