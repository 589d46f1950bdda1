namespace Portal.Domain.People;

public static class PersonRefusals
{
    public static Refusal UnknownAddress { get; } = new("person.unknown-address");

    /// <summary>Nobody takes the last way in from themselves.</summary>
    public static Refusal OwnAdministrator { get; } = new("person.own-administrator");
}
