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
    public const int WebsiteLength = 300;

    private readonly List<ContactPerson> _people = [];

    private ContactBody() { }

    /// <exception cref="RefusedException">See <see cref="ContactWords.Obstacles"/>.</exception>
    public ContactBody(ContactKind kind, string? region, ContactWords words, PersonId? by, DateTimeOffset now)
    {
        Id = ContactBodyId.New();
        Put(kind, region, words);
        Tell(new ContactAdded(Id, by, now));
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

    /// <summary>Since when it is no longer in the directory, UTC; null while it is.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Who reads, for it, the drafts that carriers of its region open.</summary>
    public IReadOnlyList<ContactPerson> People => _people;

    /// <summary>Puts it in its present words.</summary>
    /// <exception cref="RefusedException">
    /// See <see cref="ContactWords.Obstacles"/>; or its people would read the drafts of a region that nobody gave them.
    /// </exception>
    public void Describe(ContactKind kind, string? region, ContactWords words, PersonId by, DateTimeOffset now)
    {
        if (region != Region && _people.Count > 0)
            throw new RefusedException(ContactRefusals.HasPeople);
        if ((Kind, Region) == (kind, region) && (Name, Email, Website, Help) == words.Parts)
            return;
        Put(kind, region, words);
        Tell(new ContactDescribed(Id, by, now));
    }

    private void Put(ContactKind kind, string? region, ContactWords words)
    {
        if (words.Obstacles is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        (Kind, Region) = (kind, region);
        (Name, Email, Website, Help) = words.Parts;
    }

    /// <summary>Takes it out of the directory. Nobody reads for it any more; what was said for it stays.</summary>
    public void Close(PersonId by, DateTimeOffset now)
    {
        if (ClosedAt is not null)
            return;
        foreach (var person in _people.Select(one => one.Person).ToList())
            Release(person, by, now);
        ClosedAt = now;
        Tell(new ContactClosed(Id, by, now));
    }

    /// <summary>Puts it back into the directory, without its people.</summary>
    public void Reopen(PersonId by, DateTimeOffset now)
    {
        if (ClosedAt is null)
            return;
        ClosedAt = null;
        Tell(new ContactReopened(Id, by, now));
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
        if (ClosedAt is not null)
            throw new RefusedException(ContactRefusals.Closed);
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

public sealed record ContactWords(string Name, EmailAddress Email, string Website, LocalizedText Help)
{
    public IReadOnlyList<Refusal> Obstacles =>
        [
            .. When(Name.Length is 0 or > ContactBody.NameLength, ContactRefusals.NameMissing(ContactBody.NameLength)),
            .. When(
                Website.Length > 0 && (Website.Length > ContactBody.WebsiteLength || !PageAddress.IsElsewhere(Website)),
                ContactRefusals.NotSecure(ContactBody.WebsiteLength)
            ),
            .. When(!IsHelp(Help.Fr), ContactRefusals.HelpMissing(ContactBody.HelpLength)),
            .. When(!IsHelp(Help.En), ContactRefusals.EnglishHelpMissing(ContactBody.HelpLength)),
        ];

    internal (string Name, EmailAddress Email, string Website, LocalizedText Help) Parts =>
        (Name, Email, Website, Help);

    private static bool IsHelp(string text) => text.Length is > 0 and <= ContactBody.HelpLength;

    private static IEnumerable<Refusal> When(bool lacking, Refusal reason) => lacking ? [reason] : [];
}

/// <summary>Somebody who works for a contact body.</summary>
public sealed class ContactPerson
{
    private ContactPerson() { }

    internal ContactPerson(ContactBodyId body, PersonId person) => (BodyId, Person) = (body, person);

    public ContactBodyId BodyId { get; private set; }

    public PersonId Person { get; private set; }
}
