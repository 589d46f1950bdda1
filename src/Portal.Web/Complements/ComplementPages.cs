using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;
using Portal.Web.Dossiers;
using Portal.Web.Staff;

namespace Portal.Web.Complements;

public enum ComplementState
{
    Open,
    Overdue,
    Answered,
    Nothing,
    Withdrawn,
    Moved,
    Excluded,
}

/// <summary>A request as either side reads it.</summary>
/// <param name="By">The name of who asked.</param>
/// <param name="SettledAt">When it was answered, withdrawn or missed, UTC.</param>
/// <param name="Words">What was said with the answer or the withdrawal; may be empty.</param>
/// <param name="MovedTo">The cut-off for which the dossier counts since it was missed.</param>
public sealed record ComplementPart(
    ComplementRequestId Id,
    ComplementState State,
    string By,
    DateTimeOffset AskedAt,
    Deadline Due,
    string Note,
    IReadOnlyList<ComplementItem> Items,
    DateTimeOffset? SettledAt,
    string Words,
    Deadline? MovedTo,
    FilingId Before,
    FilingId? After
)
{
    public bool IsOpen => State is ComplementState.Open or ComplementState.Overdue;
}

/// <summary>One field that is asked for: as it was filed and, beside it, as it is now.</summary>
/// <param name="Section">The key of its section.</param>
/// <param name="Title">The section's title.</param>
/// <param name="Label">The question.</param>
/// <param name="Words">What is asked; empty where nobody asked.</param>
/// <param name="Before">As it was filed.</param>
/// <param name="After">As it is now; null while nothing came.</param>
/// <param name="Field">The field's key.</param>
/// <param name="HasChanged">Whether the two differ.</param>
public sealed record FieldChange(
    string Section,
    string Field,
    LocalizedText Title,
    LocalizedText Label,
    string Words,
    AnswersPart Before,
    AnswersPart? After,
    bool HasChanged
);

/// <summary>The carrier's page: the open request with what would be filed, and those that are settled.</summary>
/// <param name="Changes">Of the open request.</param>
/// <param name="Refused">Why an attempt at answering was just refused.</param>
public sealed record ComplementsPage(
    DossierRow Dossier,
    ComplementPart? Open,
    IReadOnlyList<FieldChange> Changes,
    IReadOnlyList<Obstacle> Obstacles,
    IReadOnlyList<ComplementPart> Settled,
    IReadOnlyList<Refusal> Refused
)
{
    public bool Coordinates => Dossier.Role == MemberRole.Coordinator;

    public bool MayAnswer => Open is { State: ComplementState.Open } && Coordinates;

    public bool MayFile => MayAnswer && Obstacles.Count == 0;
}

/// <summary>The section of a dossier's page for staff.</summary>
/// <param name="Obstacle">Why nothing can be asked now; null where it can.</param>
/// <param name="Root">The dossier's address.</param>
/// <param name="MayAct">Whether the reader is in charge.</param>
public sealed record StaffComplementsPart(
    IReadOnlyList<ComplementPart> Requests,
    Refusal? Obstacle,
    bool MayAct,
    string Root
);

public sealed class AskForm
{
    /// <summary>Fields ticked, each <c>section/field</c>.</summary>
    public IReadOnlyList<string> Ask { get; set; } = [];

    public string? Note { get; set; }

    public string? Due { get; set; }

    public IReadOnlyDictionary<string, string> Words { get; set; } = new Dictionary<string, string>();
}

public sealed record AskPage(
    WaveHead Wave,
    DossierId Dossier,
    string Number,
    string Title,
    Form Form,
    AskForm Asked,
    Refusal? Obstacle
);

/// <summary>The letter before it goes, as its carrier will read it.</summary>
public sealed record LetterPage(
    WaveHead Wave,
    DossierId Dossier,
    string Number,
    string Title,
    AskForm Asked,
    Deadline Due,
    ComposedMail Letter,
    int Readers
);

public sealed record StaffComplementPage(
    WaveHead Wave,
    DossierId Dossier,
    string Number,
    string Title,
    ComplementPart Request,
    IReadOnlyList<FieldChange> Changes
);

public sealed record WaveComplementsPage(WaveHead Wave, IReadOnlyList<WaveComplement> Lines);

public sealed record WaveComplement(DossierId Dossier, string Number, string Title, ComplementPart Request);

/// <summary>What an expert reads of complements that came after their review was assigned.</summary>
public sealed record ReviewComplementsPage(
    ReviewId Review,
    string Number,
    string Title,
    DateTimeOffset FiledAt,
    int Version,
    IReadOnlyList<FieldChange> Changes
);
