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

/// <param name="Due">From when on the account is closed.</param>
public sealed record IdleAnnounced(PersonId Person, DateTimeOffset Due, DateTimeOffset At)
    : PersonEvent(Person, By: null, At)
{
    public override string Name => "person.idle-announced";
}

/// <param name="Due">From when on the account is erased.</param>
public sealed record ErasureAsked(PersonId Person, DateTimeOffset Due, PersonId? By, DateTimeOffset At)
    : PersonEvent(Person, By, At)
{
    public override string Name => "person.erasure-asked";
}

public sealed record ErasureUndone(PersonId Person, PersonId? By, DateTimeOffset At) : PersonEvent(Person, By, At)
{
    public override string Name => "person.erasure-undone";
}

/// <summary>That an account was closed, and leads to nobody any more.</summary>
public sealed record AccountClosed(PersonId Person, ClosingReason Reason, DateTimeOffset At)
    : PersonEvent(Person, By: null, At)
{
    public override string Name => "person.account-closed";
}

public sealed record DataTaken(PersonId Person, PersonId? By, DateTimeOffset At) : PersonEvent(Person, By, At)
{
    public override string Name => "person.data-taken";
}

public enum ClosingReason
{
    /// <summary>Its owner asked for it (GDPR, art. 17).</summary>
    Asked,

    /// <summary>Nobody signed in for as long as the rule says (GDPR, art. 5(1)(e)).</summary>
    Idle,
}
