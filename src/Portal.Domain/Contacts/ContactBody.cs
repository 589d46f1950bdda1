using Portal.Domain.People;

namespace Portal.Domain.Contacts;

/// <summary>The bodies that guide carriers.</summary>
public enum ContactKind
{
    /// <summary>Délégation au numérique en santé.</summary>
    Dns,

    /// <summary>Agence du numérique en santé.</summary>
    Ans,

    /// <summary>Agence régionale de santé.</summary>
    Ars,

    /// <summary>Délégation régionale académique à la recherche et à l'innovation.</summary>
    Drari,

    /// <summary>Direction régionale de l'économie, de l'emploi, du travail et des solidarités.</summary>
    Dreets,

    /// <summary>Groupement régional d'appui au développement de l'e-santé.</summary>
    Grades,

    /// <summary>Innovation technology centre.</summary>
    InnovationCentre,
}

/// <summary>A body that guides carriers, in a region or in the whole country, and its people in the portal.</summary>
public sealed class ContactBody : Aggregate
{
    public const int NameLength = 200;
    public const int HelpLength = 500;

    private readonly List<ContactPerson> _people = [];

    private ContactBody() { }

    public ContactBody(ContactKind kind, string? region, ContactWords words)
    {
        (Id, Kind, Region) = (ContactBodyId.New(), kind, region);
        Describe(words);
    }

    public ContactBodyId Id { get; private set; }

    public ContactKind Kind { get; private set; }

    /// <summary>The key of its region; null for the whole country.</summary>
    public string? Region { get; private set; }

    public string Name { get; private set; } = "";

    public EmailAddress Email { get; private set; } = null!;

    /// <summary>Starts with <c>https://</c>; empty where it has none.</summary>
    public string Website { get; private set; } = "";

    /// <summary>What it helps with, in a sentence.</summary>
    public LocalizedText Help { get; private set; } = null!;

    /// <summary>Who reads, for it, the drafts that carriers of its region open.</summary>
    public IReadOnlyList<ContactPerson> People => _people;

    /// <exception cref="RefusedException">Something is missing, too long, or the address isn't secure.</exception>
    public void Describe(ContactWords words)
    {
        if (words.Name.Length is 0 or > NameLength || !words.Help.IsWhole || words.Help.Fr.Length > HelpLength)
            throw new RefusedException(ContactRefusals.WordsMissing);
        if (words.Website.Length > 0 && !words.Website.StartsWith("https://", StringComparison.Ordinal))
            throw new RefusedException(ContactRefusals.NotSecure);
        (Name, Email, Website, Help) = (words.Name, words.Email, words.Website, words.Help);
    }

    /// <summary>Lets a person read and comment on what is opened to it. Doing it twice changes nothing.</summary>
    /// <param name="person">Who works for it.</param>
    /// <param name="roles">What they are in the portal: who helps to write neither judges nor decides.</param>
    /// <param name="by">The officer who says so.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">They are an expert or of the service, or the body is national.</exception>
    public void Take(PersonId person, IReadOnlySet<PortalRole> roles, PersonId by, DateTimeOffset now)
    {
        if (roles.Contains(PortalRole.Expert))
            throw new RefusedException(ContactRefusals.Expert);
        if (person == by || roles.Overlaps(Viewer.RolesWithSecondFactor))
            throw new RefusedException(ContactRefusals.OfService);
        if (Region is null)
            throw new RefusedException(ContactRefusals.National);
        if (_people.Exists(one => one.Person == person))
            return;
        _people.Add(new ContactPerson(Id, person));
        Tell(new ContactTaken(Id, person, by, now));
    }

    /// <summary>Doing it twice changes nothing.</summary>
    public void Release(PersonId person, PersonId? by, DateTimeOffset now)
    {
        if (_people.RemoveAll(one => one.Person == person) > 0)
            Tell(new ContactReleased(Id, person, by, now));
    }
}

public sealed record ContactWords(string Name, EmailAddress Email, string Website, LocalizedText Help);

/// <summary>Somebody who works for a contact body.</summary>
public sealed class ContactPerson
{
    private ContactPerson() { }

    internal ContactPerson(ContactBodyId body, PersonId person) => (BodyId, Person) = (body, person);

    public ContactBodyId BodyId { get; private set; }

    public PersonId Person { get; private set; }
}
