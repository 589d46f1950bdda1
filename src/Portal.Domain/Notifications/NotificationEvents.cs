using Portal.Domain.People;

namespace Portal.Domain.Notifications;

/// <param name="By">Null where it was done by a link in a mail, which whoever reads it may follow.</param>
public sealed record MailWayChosen(PersonId Person, MailClass Class, MailWay Way, PersonId? By, DateTimeOffset At)
    : PersonEvent(Person, By, At)
{
    public override string Name => "person.mail-way-chosen";
}

/// <summary>A mail came back from the person's address, which takes none.</summary>
public sealed record AddressRefused(PersonId Person, string Status, DateTimeOffset At) : PersonEvent(Person, null, At)
{
    public override string Name => "person.address-refused";
}
