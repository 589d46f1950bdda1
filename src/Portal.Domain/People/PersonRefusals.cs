namespace Portal.Domain.People;

public static class PersonRefusals
{
    /// <summary>Nobody takes the last way in from themselves.</summary>
    public static Refusal OwnAdministrator { get; } = new("person.own-administrator");
}
