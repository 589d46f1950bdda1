namespace Portal.Domain.People;

public abstract record PersonEvent(PersonId Person, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("person", Person.Value);
}

public sealed record AccountOpened(PersonId Person, PersonId? By, DateTimeOffset At) : PersonEvent(Person, By, At)
{
    public override string Name => "person.account-opened";
}

public sealed record RoleGiven(PersonId Person, PortalRole Role, PersonId? By, DateTimeOffset At)
    : PersonEvent(Person, By, At)
{
    public override string Name => "person.role-given";
}

public sealed record RoleTaken(PersonId Person, PortalRole Role, PersonId? By, DateTimeOffset At)
    : PersonEvent(Person, By, At)
{
    public override string Name => "person.role-taken";
}

public sealed record SecondFactorEnrolled(PersonId Person, PersonId? By, DateTimeOffset At)
    : PersonEvent(Person, By, At)
{
    public override string Name => "person.second-factor-enrolled";
}
