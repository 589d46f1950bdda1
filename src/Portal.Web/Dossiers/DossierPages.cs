using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Web.Attachments;

namespace Portal.Web.Dossiers;

/// <summary>A dossier of one's own in a list, with its state in a sentence.</summary>
/// <param name="Next">The cut-off for which it could be filed now; null once the wave is closed.</param>
/// <param name="Missed">The cut-off that went by while it was not filed.</param>
/// <param name="IsFrozen">Whether the cut-off for which it was filed has passed.</param>
/// <param name="SavedSince">Whether something was saved after what counts was filed.</param>
/// <param name="Outcome">The decision, once its list is public.</param>
public sealed record DossierRow(
    DossierId Id,
    string Title,
    string? Number,
    CallPresentation Call,
    int Wave,
    DossierState State,
    DateTimeOffset? FiledAt,
    DateTimeOffset? WithdrawnAt,
    CutOff? Next,
    Deadline? Missed,
    bool IsFrozen,
    bool SavedSince,
    MemberRole Role,
    Outcome? Outcome,
    bool IsDemonstration
)
{
    /// <summary>Whether what was filed can no longer be replaced: only it counts from now on.</summary>
    public bool IsSettled => FiledAt is not null && (IsFrozen || State != DossierState.Filed);

    /// <summary>What asks for an act soonest comes first.</summary>
    public (int, DateTimeOffset) Urgency =>
        (State, Next) switch
        {
            (DossierState.Draft, { } next) => (0, next.Deadline.At),
            (DossierState.Filed, { } next) => (1, next.Deadline.At),
            (DossierState.Draft, null) => (3, DateTimeOffset.MaxValue),
            _ => (2, DateTimeOffset.MaxValue),
        };
}

public sealed record NewDossierPage(
    WaveId Wave,
    CallPresentation Call,
    string Slug,
    int Number,
    Deadline Deadline,
    NewDossierForm Form,
    IReadOnlyList<DossierRow> Drafts
);

public sealed class NewDossierForm
{
    public Guid Wave { get; set; }

    public string? Title { get; set; }
}

public sealed record DossierPage(
    DossierRow Dossier,
    string Slug,
    IReadOnlyList<SectionTask> Sections,
    IReadOnlyList<TeamMember> Team,
    int Filings,
    bool ChangedSinceFiling,
    EligibilityPart? Eligibility,
    RevealedDecision? Decision,
    IReadOnlyList<CarrierComment> Comments
)
{
    public bool Coordinates => Dossier.Role == MemberRole.Coordinator;
}

/// <param name="Missing">How many answers are awaited in the section.</param>
/// <param name="Wrong">How many answers there can't stay as they are.</param>
public sealed record SectionTask(
    string Key,
    LocalizedText Title,
    int Missing,
    int Wrong,
    bool IsEmpty,
    DateTimeOffset? SavedAt,
    string? SavedBy
)
{
    public bool IsComplete => Missing + Wrong == 0;
}

/// <param name="Name">Empty while the person is only invited.</param>
/// <param name="Email">Their address.</param>
/// <param name="Role">What they are in the team.</param>
/// <param name="IsInvited">Whether they have not answered yet.</param>
public sealed record TeamMember(string Name, string Email, MemberRole Role, bool IsInvited);

public sealed record EligibilityPart(bool IsEligible, DateTimeOffset At, string Reason);

public sealed record RevealedDecision(Outcome Outcome, Money? Amount, string Reason);

/// <summary>
/// What reviewers wrote for the carrier: their comments on one criterion, or overall, sorted by their text, so that
/// neither a name nor an order tells who wrote what.
/// </summary>
public sealed record CarrierComment(LocalizedText? Criterion, IReadOnlyList<string> Texts);

public sealed record SectionPage(
    DossierRow Dossier,
    FormSection Section,
    Answers Answers,
    int Revision,
    DateTimeOffset? SavedAt,
    string? SavedBy,
    IReadOnlyList<FilePart> Files,
    IReadOnlyList<Obstacle> Obstacles,
    string? Previous,
    string? Next,
    IReadOnlyList<SectionTask> Tasks,
    bool MayWrite,
    Answers? Theirs = null
);

/// <summary>Answers to read: the same for carrier, expert and staff.</summary>
/// <param name="ChangeAt">The dossier's address, where each section can be changed from here.</param>
public sealed record AnswersPart(Form Form, Answers Answers, IReadOnlyList<FilePart> Files, string? ChangeAt = null);

/// <param name="Answers">What would be filed or, once that can't be replaced any more, what is filed.</param>
/// <param name="AlreadyFiled">Whether what the page shows is filed.</param>
/// <param name="IsInGrace">Whether the deadline has passed and the call's grace runs.</param>
/// <param name="Refused">Why an attempt at filing was just refused, and when it was received; null where there was none.</param>
public sealed record CheckPage(
    DossierRow Dossier,
    AnswersPart Answers,
    IReadOnlyList<Obstacle> Obstacles,
    bool AlreadyFiled,
    bool IsInGrace,
    RefusedFiling? Refused
)
{
    public bool MayFile =>
        Obstacles.Count == 0 && !AlreadyFiled && !Dossier.IsSettled && Dossier.Role == MemberRole.Coordinator;
}

public sealed record RefusedFiling(DateTimeOffset At, IReadOnlyList<Refusal> Reasons);

public sealed record ReceiptPage(
    DossierId Dossier,
    string Title,
    CallPresentation Call,
    int Wave,
    string Number,
    int Version,
    DateTimeOffset FiledAt,
    string FiledBy,
    string Sha256,
    Deadline CutOff,
    bool InGrace,
    bool IsFrozen,
    IReadOnlyList<FilePart> Files,
    bool HasPdf,
    bool IsWithdrawn,
    bool IsDemonstration
);

public sealed record WithdrawPage(DossierRow Dossier);
