namespace Portal.Domain.People;

public static class PersonRefusals
{
    /// <summary>Nobody takes the last way in from themselves.</summary>
    public static Refusal OwnAdministrator { get; } = new("person.own-administrator");

    public static Refusal Kept(ErasureObstacle by, string title) =>
        by switch
        {
            ErasureObstacle.Role => new("person.erasure-role"),
            ErasureObstacle.Coordinates => new("person.erasure-coordinates", title),
            ErasureObstacle.Running => new("person.erasure-running", title),
            ErasureObstacle.ReviewsOwed => new("person.erasure-reviews", title),
            _ => new("person.erasure-seated", title),
        };
}
