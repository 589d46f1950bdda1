namespace Portal.Domain.Notifications;

public static class NotificationRefusals
{
    /// <summary>A legal notice always leaves; news end with their subscription.</summary>
    public static Refusal NotChosen { get; } = new("mail.not-chosen");

    public static Refusal WordsMissing { get; } = new("mail.words-missing");

    public static Refusal WordsTooLong(int limit) => new("mail.words-too-long", limit);

    /// <summary>Nothing of this name is known of such a mail.</summary>
    public static Refusal UnknownField(string field) => new("mail.unknown-field", field);

    /// <summary>A legal notice tells all that its own words tell.</summary>
    public static Refusal MissingField(string field) => new("mail.missing-field", field);

    public static Refusal StrayBrace { get; } = new("mail.stray-brace");

    /// <summary>Somebody else saved other words meanwhile.</summary>
    public static Refusal ChangedMeanwhile { get; } = new("mail.changed-meanwhile");
}
