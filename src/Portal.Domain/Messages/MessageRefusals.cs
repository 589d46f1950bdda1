namespace Portal.Domain.Messages;

/// <summary>Why a message isn't taken, or taken back.</summary>
public static class MessageRefusals
{
    public static Refusal Empty { get; } = new("message.empty");

    public static Refusal TooLong(int limit, int length) => new("message.too-long", limit, length);

    public static Refusal MayNotWrite { get; } = new("message.may-not-write");

    /// <summary>An officer who is in the team writes there as a carrier.</summary>
    public static Refusal OwnDossier { get; } = new("message.own-dossier");

    public static Refusal NotYours { get; } = new("message.not-yours");

    public static Refusal Read { get; } = new("message.read");

    public static Refusal TooLate(int minutes) => new("message.too-late", minutes);
}
