namespace Portal.Domain.Organisations;

/// <summary>What a directory tells of an establishment; texts as it writes them, empty where it says nothing.</summary>
/// <param name="LegalForm">The legal category, four digits.</param>
/// <param name="Activity">The main activity, NAF rev. 2.</param>
/// <param name="CityCode">INSEE's code of the commune.</param>
/// <param name="Region">The key of a region of the programme; null where it has none.</param>
/// <param name="IsActive">Whether the establishment is open.</param>
public sealed record OrganisationFacts(
    string Name,
    string LegalForm,
    string Activity,
    string Street,
    string Postcode,
    string City,
    string CityCode,
    string? Region,
    bool IsActive
);

/// <summary>
/// An establishment as a directory last told of it. It proposes what a carrier may take over and never overwrites what
/// they typed: what counts is the dossier.
/// </summary>
public sealed class Organisation
{
    /// <summary>How long what was read serves without being asked for anew.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromDays(30);

    /// <summary>In characters, of any of its texts; what is longer is cut.</summary>
    public const int MaxLength = 300;

    public const int MaxCodeLength = 10;

    private Organisation() { }

    /// <param name="siret">The establishment.</param>
    /// <param name="facts">What the directory told.</param>
    /// <param name="source">The directory's own name.</param>
    /// <param name="now">UTC.</param>
    public static Organisation Read(Siret siret, OrganisationFacts facts, string source, DateTimeOffset now) =>
        new()
        {
            Siret = siret,
            Name = facts.Name.Shortened(MaxLength),
            LegalForm = facts.LegalForm.Shortened(MaxCodeLength),
            Activity = facts.Activity.Shortened(MaxCodeLength),
            Kind = OrganisationKinds.Of(facts.LegalForm, facts.Activity),
            Street = facts.Street.Shortened(MaxLength),
            Postcode = facts.Postcode.Shortened(MaxCodeLength),
            City = facts.City.Shortened(MaxLength),
            CityCode = facts.CityCode.Shortened(MaxCodeLength),
            Region = facts.Region,
            IsActive = facts.IsActive,
            Source = source,
            ReadAt = now,
        };

    public Siret Siret { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public string LegalForm { get; private set; } = "";

    public string Activity { get; private set; } = "";

    public OrganisationKind Kind { get; private set; }

    /// <summary>Number and street, without postcode and city.</summary>
    public string Street { get; private set; } = "";

    public string Postcode { get; private set; } = "";

    public string City { get; private set; } = "";

    public string CityCode { get; private set; } = "";

    public string? Region { get; private set; }

    public bool IsActive { get; private set; }

    /// <summary>Which directory told so.</summary>
    public string Source { get; private set; } = "";

    /// <summary>When, UTC, by the portal's clock.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>The address on one line.</summary>
    public string Address =>
        string.Join(", ", new[] { Street, $"{Postcode} {City}".Trim() }.Where(part => part.Length > 0));

    public bool IsFreshAt(DateTimeOffset now) => now < ReadAt + FreshFor;
}
