namespace Portal.Domain.Reviews.Pool;

/// <summary>
/// An expert of a wave's pool, before and after they are invited: what is known of them, and which dossiers they must
/// not judge.
/// </summary>
public sealed partial class PoolExpert : Aggregate
{
    private readonly List<Conflict> _conflicts = [];

    private PoolExpert() { }

    /// <exception cref="RefusedException">A capacity, a text or a number of them is out of bounds.</exception>
    public PoolExpert(WaveId wave, ExpertFacts facts, PersonId? by, DateTimeOffset now)
    {
        (Id, WaveId, AddedAt) = (PoolExpertId.New(), wave, now);
        Take(facts);
        Tell(new ExpertPooled(Id, wave, by, now));
    }

    public PoolExpertId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Unique in the wave; null once it is erased.</summary>
    public EmailAddress? Email { get; private set; }

    public ExpertRole Role { get; private set; }

    public string Organisation { get; private set; } = "";

    public Siren? Siren { get; private set; }

    /// <summary>The key of a region of the programme; null where it isn't known.</summary>
    public string? Region { get; private set; }

    /// <summary>The dossiers that they can take in the wave.</summary>
    public int Capacity { get; private set; }

    /// <summary>In which they are written to, two letters.</summary>
    public string Language { get; private set; } = "fr";

    /// <summary>Keys of the call's thesaurus.</summary>
    public IReadOnlyList<string> Skills { get; private set; } = [];

    /// <summary>The most telling first.</summary>
    public IReadOnlyList<ProfileText> Texts { get; private set; } = [];

    public IReadOnlyList<DeclaredLink> Links { get; private set; } = [];

    public IReadOnlyList<EmailAddress> Aliases { get; private set; } = [];

    public DateTimeOffset AddedAt { get; private set; }

    public IReadOnlyList<Conflict> Conflicts => _conflicts;

    /// <summary>What is known of them; null once their address is erased.</summary>
    public ExpertFacts? Facts =>
        Email is null
            ? null
            : new ExpertFacts(Name, Email, Role, Organisation, Siren, Region, Capacity, Language)
            {
                Skills = Skills,
                Texts = Texts,
                Links = Links,
                Aliases = Aliases,
            };

    /// <summary>Puts what is known in its present words. The same words change nothing.</summary>
    /// <exception cref="RefusedException">Something is out of bounds.</exception>
    public void Describe(ExpertFacts facts, PersonId? by, DateTimeOffset now)
    {
        if (Facts?.Says(facts.Tidied()) == true)
            return;
        Take(facts);
        Tell(new PoolExpertDescribed(Id, by, now));
    }

    /// <summary>How long is kept what is known of who is never invited, or declined.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>Erases what leads to a person who never came; that somebody of the name was thought of is kept.</summary>
    public void Forget()
    {
        (Email, Standby) = (null, null);
        (Texts, Links, Aliases) = ([], [], []);
    }

    /// <summary>Erases who served; role, region and skills tell what the panel was.</summary>
    internal void ForgetWhoServed(string name)
    {
        Forget();
        (Name, Organisation, Siren) = (name, "", null);
    }

    private void Take(ExpertFacts facts)
    {
        if (ObstaclesTo(facts) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        var tidy = facts.Tidied();
        (Name, Email, Role, Organisation) = (tidy.Name, tidy.Email, tidy.Role, tidy.Organisation);
        (Siren, Region, Capacity, Language) = (tidy.Siren, tidy.Region, tidy.Capacity, tidy.Language);
        (Skills, Texts, Links, Aliases) = (tidy.Skills, tidy.Texts, tidy.Links, tidy.Aliases);
    }

    /// <summary>What keeps an expert from being described so.</summary>
    public static IReadOnlyList<Refusal> ObstaclesTo(ExpertFacts facts)
    {
        var obstacles = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(facts.Name))
            obstacles.Add(PoolRefusals.NameMissing);
        if (facts.Name.Length > ExpertFacts.NameLength || facts.Organisation.Length > ExpertFacts.NameLength)
            obstacles.Add(PoolRefusals.NameTooLong(ExpertFacts.NameLength));
        if (facts.Capacity is < 0 or > ExpertFacts.MostDossiers)
            obstacles.Add(PoolRefusals.CapacityOutOfRange(ExpertFacts.MostDossiers));
        if (facts.Texts.Count > ProfileText.Most)
            obstacles.Add(PoolRefusals.TooManyTexts(ProfileText.Most));
        if (facts.Texts.Any(one => one.Text.Length > ProfileText.TextLength))
            obstacles.Add(PoolRefusals.TextTooLong(ProfileText.TextLength));
        if (facts.Links.Count > DeclaredLink.Most)
            obstacles.Add(PoolRefusals.TooManyLinks(DeclaredLink.Most));
        return obstacles;
    }
}
