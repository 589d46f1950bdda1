using Portal.Domain;
using Portal.Domain.Contacts;
using Portal.Infrastructure.Programme;
using Portal.Web.Decisions.Figures;
using Portal.Web.Dossiers;

namespace Portal.Web.Contacts;

/// <param name="Region">A key; null for a national one.</param>
public sealed record ContactRow(
    ContactBodyId Id,
    ContactKind Kind,
    string? Region,
    string Name,
    string Email,
    string Website,
    LocalizedText Help,
    bool IsClosed
);

/// <param name="Region">The only region that is shown; null for all.</param>
/// <param name="Counts">How many contacts each region has.</param>
public sealed record DirectoryPage(
    ProgrammeTerm? Region,
    IReadOnlyList<ProgrammeTerm> Regions,
    IReadOnlyList<ContactRow> Rows,
    IReadOnlyDictionary<string, int> Counts
)
{
    public static IEnumerable<RegionTile> Tiles => RegionTile.All;
}

/// <summary>A contact as staff edits it.</summary>
public sealed record StaffContactPage(ContactRow? Contact, ContactForm Form, IReadOnlyList<ContactMember> People)
{
    /// <summary>UTC; null while it is in the directory.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who was to be added, as typed, where that was refused.</summary>
    public string? PersonEmail { get; init; }

    /// <summary>Why they weren't added.</summary>
    public string? Refused { get; init; }
}

public sealed record ContactMember(PersonId Person, string Name, string Email);

public sealed record ContactForm(
    string? Kind,
    string? Region,
    string? Name,
    string? Email,
    string? Website,
    string? HelpFr,
    string? HelpEn
);

/// <summary>What a carrier opens to the contacts of a region, and what they said.</summary>
/// <param name="Region">To whose contacts it is open; null where to none.</param>
/// <param name="Proposed">The region that the dossier names; empty where none.</param>
/// <param name="Regions">Those where somebody reads drafts.</param>
public sealed record OpeningPage(
    DossierRow Dossier,
    string? Region,
    string Proposed,
    bool MayOpen,
    IReadOnlyList<ProgrammeTerm> Regions,
    IReadOnlyList<ContactRow> Contacts,
    IReadOnlyList<CommentPart> Comments
);

public sealed record CommentPart(string Body, string By, string Text, DateTimeOffset At);

/// <summary>What a region's contacts see.</summary>
/// <param name="Winners">Of the region, public, the last first.</param>
public sealed record RegionPage(
    IReadOnlyList<string> Bodies,
    IReadOnlyList<OpenedRow> Opened,
    IReadOnlyList<RegionWinner> Winners
);

public sealed record OpenedRow(DossierId Id, string Title, LocalizedText Call, string Region, DateTimeOffset OpenedAt);

public sealed record RegionWinner(string Title, string Lead, string Path, string Region);

public sealed record OpenedPage(
    DossierId Id,
    string Title,
    LocalizedText Call,
    AnswersPart Answers,
    IReadOnlyList<CommentPart> Comments,
    string? Typed
);
