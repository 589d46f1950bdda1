using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Organisations;
using Portal.Web.Dossiers;

namespace Portal.Web.Organisations;

/// <summary>
/// What can be said of a SIRET at once, for people and for the script beside a SIRET's field.
/// </summary>
/// <param name="State"><c>found</c>, <c>unknown</c>, <c>not-yet</c>, or <c>wrong</c> where it is no SIRET.</param>
/// <param name="Told">The state in a sentence.</param>
/// <param name="Region">The key of a region of the programme.</param>
/// <param name="IsActive">Whether the establishment is open.</param>
/// <param name="Use">The words of the button that takes it over.</param>
public sealed record OrganisationCard(
    string State,
    string Siret,
    string Told,
    string Name = "",
    string Street = "",
    string Postcode = "",
    string City = "",
    string Address = "",
    string? Region = null,
    string RegionName = "",
    string Kind = "",
    bool IsActive = true,
    string Use = ""
)
{
    public const string Found = "found";
    public const string Unknown = "unknown";
    public const string NotYet = "not-yet";
    public const string Wrong = "wrong";

    public bool IsFound => State == Found;
}

/// <param name="Asked">The SIRET that was just asked for; null where none was.</param>
public sealed record OrganisationsPage(IReadOnlyList<OrganisationRow> Rows, string? Typed, OrganisationCard? Asked);

/// <summary>An organisation of one's own dossiers.</summary>
/// <param name="Name">As the directory has it, else as it was typed.</param>
/// <param name="Leads">In how many of them it leads.</param>
public sealed record OrganisationRow(
    string Siret,
    string Name,
    OrganisationKind? Kind,
    string City,
    string? Region,
    bool IsActive,
    int Dossiers,
    int Leads
);

/// <param name="Source">Which directory told so and when; null for who has no dossier with it: nobody learns that others asked.</param>
public sealed record OrganisationPage(
    OrganisationCard Card,
    ReadFrom? Source,
    IReadOnlyList<OwnDossier> Own,
    IReadOnlyList<StaffedDossier> Staffed,
    bool IsStaff
);

public sealed record ReadFrom(string Directory, DateTimeOffset At);

/// <summary>A dossier of one's own team that names the organisation, and the people of that team who belong to it.</summary>
public sealed record OwnDossier(DossierRow Dossier, OrganisationRole Role, IReadOnlyList<Colleague> People);

public sealed record Colleague(string Name, MemberRole Role);

/// <summary>A filed dossier that staff reads and that names the organisation.</summary>
public sealed record StaffedDossier(
    DossierId Id,
    string Number,
    string Title,
    CallPresentation Call,
    int Wave,
    DossierState State,
    DateTimeOffset FiledAt,
    OrganisationRole Role
);
