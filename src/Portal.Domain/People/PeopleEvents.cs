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

public sealed record AddressConfirmed(PersonId Person, PersonId? By, DateTimeOffset At) : PersonEvent(Person, By, At)
{
    public override string Name => "person.address-confirmed";
}

public sealed record PasswordReset(PersonId Person, PersonId? By, DateTimeOffset At) : PersonEvent(Person, By, At)
{
    public override string Name => "person.password-reset";
}

public sealed record UpstreamLinked(PersonId Person, PersonId? By, DateTimeOffset At) : PersonEvent(Person, By, At)
{
    public override string Name => "person.upstream-linked";
}

public sealed record SecondFactorRemoved(PersonId Person, PersonId? By, DateTimeOffset At) : PersonEvent(Person, By, At)
{
    public override string Name => "person.second-factor-removed";
}

public sealed record CalendarOpened(PersonId Person, PersonId? By, DateTimeOffset At) : PersonEvent(Person, By, At)
{
    public override string Name => "person.calendar-opened";
}

public sealed record CalendarRevoked(PersonId Person, PersonId? By, DateTimeOffset At) : PersonEvent(Person, By, At)
{
    public override string Name => "person.calendar-revoked";
}

/// <param name="Client">Its id, as the operator registered it.</param>
public sealed record ClientAllowed(
    PersonId Person,
    string Client,
    IReadOnlyList<string> Scopes,
    PersonId? By,
    DateTimeOffset At
) : PersonEvent(Person, By, At)
{
    public override string Name => "person.client-allowed";
}

public sealed record ClientEnded(PersonId Person, string Client, PersonId? By, DateTimeOffset At)
    : PersonEvent(Person, By, At)
{
    public override string Name => "person.client-ended";
}
