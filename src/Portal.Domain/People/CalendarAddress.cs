namespace Portal.Domain.People;

/// <summary>
/// The private address at which a calendar reads the dates of a person's dossiers. Who knows it reads them without
/// signing in, so that it can be changed or taken back at any time.
/// </summary>
public sealed class CalendarAddress : Aggregate
{
    private CalendarAddress() { }

    /// <param name="secretSha256">The hash of the address's secret, which is told once and kept nowhere.</param>
    public static CalendarAddress Open(PersonId person, string secretSha256, DateTimeOffset now)
    {
        var address = new CalendarAddress { Person = person };
        address.Renew(secretSha256, now);
        return address;
    }

    public PersonId Person { get; private set; }

    /// <summary>Lower-case hexadecimal; null once the address was taken back.</summary>
    public string? SecretSha256 { get; private set; }

    /// <summary>Puts another address in place of the one before, which answers no more.</summary>
    public void Renew(string secretSha256, DateTimeOffset now)
    {
        SecretSha256 = secretSha256;
        Tell(new CalendarOpened(Person, Person, now));
    }

    /// <summary>Takes the address back. Doing it twice changes nothing.</summary>
    public void Revoke(DateTimeOffset now)
    {
        if (SecretSha256 is null)
            return;
        SecretSha256 = null;
        Tell(new CalendarRevoked(Person, Person, now));
    }
}
