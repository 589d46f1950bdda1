namespace Portal.Domain.Reviews.Pool;

/// <summary>What an expert is asked to judge from.</summary>
public enum ExpertRole
{
    Medical,
    Technical,
    Economic,
    Regulatory,
    User,
    Research,
    Other,
}

/// <summary>What is known of an expert of a pool.</summary>
/// <param name="Email">The address at which they are invited.</param>
/// <param name="Organisation">By its name, empty where they have none.</param>
/// <param name="Siren">Of that organisation; null where it isn't known.</param>
/// <param name="Region">The key of a region of the programme; null where it isn't known.</param>
/// <param name="Capacity">The dossiers that they can take in the wave.</param>
/// <param name="Language">In which they are written to, two letters.</param>
public sealed record ExpertFacts(
    string Name,
    EmailAddress Email,
    ExpertRole Role,
    string Organisation,
    Siren? Siren,
    string? Region,
    int Capacity,
    string Language
)
{
    /// <summary>Of a name, in characters.</summary>
    public const int NameLength = 200;

    /// <summary>Dossiers of a wave that one expert takes at most.</summary>
    public const int MostDossiers = 100;

    /// <summary>Where nobody said how many.</summary>
    public const int UsualDossiers = 6;

    /// <summary>Keys of the call's thesaurus.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>Publications or parts of a CV, the most telling first.</summary>
    public IReadOnlyList<ProfileText> Texts { get; init; } = [];

    /// <summary>Organisations that the expert is bound to otherwise.</summary>
    public IReadOnlyList<DeclaredLink> Links { get; init; } = [];

    /// <summary>Other addresses of the same person.</summary>
    public IReadOnlyList<EmailAddress> Aliases { get; init; } = [];

    public bool Says(ExpertFacts other) =>
        this with { Skills = other.Skills, Texts = other.Texts, Links = other.Links, Aliases = other.Aliases } == other
        && Skills.SequenceEqual(other.Skills)
        && Texts.SequenceEqual(other.Texts)
        && Links.SequenceEqual(other.Links)
        && Aliases.SequenceEqual(other.Aliases);

    /// <summary>Without what surrounds texts, and each word, link and address once.</summary>
    internal ExpertFacts Tidied() =>
        this with
        {
            Name = Name.Trim(),
            Organisation = Organisation.Trim(),
            Skills = [.. Skills.Distinct()],
            Links = [.. Links.Distinct()],
            Aliases = [.. Aliases.Where(one => !one.Equals(Email)).Distinct()],
        };
}

/// <summary>A publication, or a part of a CV.</summary>
public sealed record ProfileText(string Title, string Text)
{
    public const int TitleLength = 300;
    public const int TextLength = 20_000;

    /// <summary>Of one expert.</summary>
    public const int Most = 30;
}

/// <summary>An organisation that an expert is bound to, and how.</summary>
/// <param name="Siren">Null where only the name is known.</param>
public sealed record DeclaredLink(string Organisation, Siren? Siren, string Why)
{
    public const int WhyLength = 300;

    /// <summary>Of one expert.</summary>
    public const int Most = 30;
}
