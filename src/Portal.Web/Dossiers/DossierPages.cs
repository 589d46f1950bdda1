using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;
using Portal.Web.Complements;

namespace Portal.Web.Dossiers;

/// <summary>A dossier of one's own in a list, with its state in a sentence.</summary>
/// <param name="Next">For what, and until when, it could be filed now; null once that is over.</param>
/// <param name="Missed">The cut-off that went by while it was not filed.</param>
/// <param name="IsFrozen">Whether the cut-off for which it was filed has passed.</param>
/// <param name="SavedSince">Whether something was saved after what counts was filed.</param>
/// <param name="Outcome">The decision, once its list is public.</param>
/// <param name="Unread">Messages of the service that the reader has not read.</param>
/// <param name="Asked">The complements that the team is to bring; null where none are asked for.</param>
/// <param name="Sight">What the reader sees of what each partner answers for themselves.</param>
public sealed record DossierRow(
    DossierId Id,
    string Title,
    string? Number,
    CallPresentation Call,
    int Wave,
    DossierState State,
    DateTimeOffset? FiledAt,
    DateTimeOffset? WithdrawnAt,
    FilingTerm? Next,
    Deadline? Missed,
    bool IsFrozen,
    bool SavedSince,
    MemberRole Role,
    Outcome? Outcome,
    bool IsDemonstration,
    int Unread,
    AskedComplements? Asked,
    Sight Sight
)
{
    /// <summary>Whether what was filed can no longer be replaced: only it counts from now on.</summary>
    public bool IsSettled =>
        FiledAt is not null && (IsFrozen || State is not (DossierState.Filed or DossierState.Reopened));

    /// <summary>Whether something is written that isn't filed: a draft, or a dossier that was opened anew.</summary>
    public bool IsWritten => State is DossierState.Draft or DossierState.Reopened;

    /// <summary>The step that is written or judged; null where all is asked at once.</summary>
    public RowStep? Step { get; init; }

    /// <summary>Whether it has ended and can be carried over, once a wave of its call is open.</summary>
    public bool MayGoOn { get; init; }

    /// <summary>Whether one of them is.</summary>
    public bool HasWaveAhead { get; init; }

    /// <summary>What became of it, once it won and is told so; null before.</summary>
    public RowProject? Project { get; init; }

    /// <summary>Whether its call admits by criteria, and it is filed.</summary>
    public bool HasCriteria { get; init; }

    /// <summary>The dossier as which it goes on; null where it doesn't.</summary>
    public DossierId? CarriedTo { get; init; }

    /// <summary>What asks for an act soonest comes first.</summary>
    public (int, DateTimeOffset) Urgency =>
        (State, Next) switch
        {
            _ when Asked is { } asked => (0, asked.Due.At),
            _ when Project?.AsksAt is { } asks => (0, asks),
            (DossierState.Draft or DossierState.Reopened, { } next) => (0, next.Deadline.At),
            (DossierState.Filed, { } next) => (1, next.Deadline.At),
            (DossierState.Dismissed, _) when Step?.TakeUp is { } until => (0, until.At),
            (DossierState.Draft or DossierState.Reopened, null) => (3, DateTimeOffset.MaxValue),
            _ => (2, DateTimeOffset.MaxValue),
        };
}

/// <summary>Where a dossier stands with its step; each has a sentence under <c>dossiers.step-…</c>.</summary>
public enum StepStanding
{
    /// <summary>It is the last one: what is told is told of the dossier.</summary>
    Whole,

    /// <summary>A verdict on it is awaited.</summary>
    Judged,

    /// <summary>It is open after a GO.</summary>
    Go,

    /// <summary>It is written anew, as was recommended.</summary>
    TakenUp,
    NoGo,
    Refile,
    RefileTooLate,

    /// <summary>Its date went by.</summary>
    Missed,
}

/// <summary>The step of a dossier in a list.</summary>
/// <param name="TakeUp">The cut-off for which what was recommended can be filed; null where it can't be taken up.</param>
public sealed record RowStep(LocalizedText Title, StepStanding Standing, Deadline? TakeUp);

/// <summary>An open request for complements: until when, and which fields.</summary>
public sealed record AskedComplements(ComplementRequestId Id, Deadline Due, IReadOnlyList<ComplementItem> Items)
{
    public bool AskIn(string section) => Items.Any(item => item.Section == section);
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

    /// <summary>Made anew with each page: what is sent twice from one starts one dossier.</summary>
    public Guid? Token { get; set; }
}

public sealed record DossierPage(
    DossierRow Dossier,
    IReadOnlyList<SectionTask> Sections,
    int Progress,
    IReadOnlyList<Obstacle> Obstacles,
    IReadOnlyList<TeamMember> Team,
    int Filings,
    bool ChangedSinceFiling,
    Opinions Opinions,
    ComplementPart? Complements
)
{
    public bool Coordinates => Dossier.Role == MemberRole.Coordinator;

    /// <summary>Whether each partner signs what is filed.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Whether the reader can remove it, as a draft that was begun by mistake.</summary>
    public bool MayBeRemoved { get; init; }

    /// <summary>The questions that are asked again, by their keys.</summary>
    public IReadOnlyDictionary<string, LocalizedText> AskedLabels { get; init; } =
        new Dictionary<string, LocalizedText>();
}

/// <param name="Weight">The part of the work that it is, beside the others'.</param>
/// <param name="Missing">How many answers are awaited in the section.</param>
/// <param name="Wrong">How many answers there can't stay as they are.</param>
/// <param name="Author">Who has taken on to write it.</param>
public sealed record SectionTask(
    string Key,
    LocalizedText Title,
    int Weight,
    int Missing,
    int Wrong,
    bool IsEmpty,
    DateTimeOffset? SavedAt,
    string? SavedBy,
    PersonId? Author,
    string? AuthorName
)
{
    public bool IsComplete => Missing + Wrong == 0;
}

/// <param name="Name">Empty while the person is only invited.</param>
/// <param name="Email">Their address.</param>
/// <param name="Role">What they are in the team.</param>
/// <param name="IsInvited">Whether they have not answered yet.</param>
public sealed record TeamMember(string Name, string Email, MemberRole Role, bool IsInvited, PersonId? Person = null);

public sealed record EligibilityPart(bool IsEligible, DateTimeOffset At, string Reason);

/// <param name="At">When it was told.</param>
public sealed record RevealedDecision(
    Outcome Outcome,
    Money? Amount,
    int? ReserveRank,
    string Reason,
    string Conditions,
    IReadOnlyList<CriterionReason> Criteria,
    DateTimeOffset At
)
{
    /// <summary>When the winner gave the aid up.</summary>
    public DateTimeOffset? DeclinedAt { get; init; }

    /// <summary>When a correction of the list last decided it otherwise, and why.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    public string? Correction { get; init; }

    public bool HasLetter => Outcome != Outcome.Declined;

    public Deadline ContestedUntil => AppealPeriod.LodgedBy(CorrectedAt ?? At);

    public bool MayBeDeclined => Outcome == Outcome.Funded && DeclinedAt is null;
}

/// <summary>
/// What reviewers wrote for the carrier: their comments on one criterion, or overall, sorted by their text, so that
/// neither a name nor an order tells who wrote what.
/// </summary>
public sealed record CarrierComment(LocalizedText? Criterion, IReadOnlyList<string> Texts);

/// <param name="Answers">What stands in the section, with what is computed.</param>
/// <param name="Asked">The keys of the fields that are asked, given the answers of the whole dossier.</param>
/// <param name="Clashes">The answers that two people wrote at once.</param>
/// <param name="Team">Those who may write.</param>
/// <param name="Person">Who looks: what their device keeps is kept for them alone.</param>
public sealed record SectionPage(
    DossierRow Dossier,
    FormSection Section,
    Answers Answers,
    int Revision,
    DateTimeOffset? SavedAt,
    string? SavedBy,
    IReadOnlyList<FilePart> Files,
    IReadOnlyList<Obstacle> Obstacles,
    IReadOnlySet<string> Asked,
    IReadOnlyList<ClashPart> Clashes,
    IReadOnlyList<SectionTask> Tasks,
    IReadOnlyList<TeamMember> Team,
    PersonId? Author,
    Guid Person,
    bool MayWrite
)
{
    /// <summary>Where complements are asked for, the fields that are; all others are shown as they were filed.</summary>
    public WritableFields Fields { get; init; } = WritableFields.All;

    /// <summary>The fields whose answers have earlier versions.</summary>
    public IReadOnlySet<string> Earlier { get; init; } = new HashSet<string>();

    /// <summary>The partners whose own part the reader sees, numbered from 1.</summary>
    public IReadOnlyList<(Partner Partner, int Number)> Partners { get; init; } = [];

    /// <summary>The section's budgets, by their fields.</summary>
    public IReadOnlyDictionary<string, BudgetGrid> Budgets { get; init; } = new Dictionary<string, BudgetGrid>();

    public string? AuthorName => Team.FirstOrDefault(member => member.Person == Author)?.Name;

    public string? Next => Tasks.SkipWhile(task => task.Key != Section.Key).Skip(1).FirstOrDefault()?.Key;
}

/// <summary>An answer that was written while another one was saved in its place: both are shown, until one is chosen.</summary>
public sealed record ClashPart(
    FieldVersionId Id,
    FormField Field,
    Answers Aside,
    Answers Standing,
    string By,
    DateTimeOffset At
);

/// <summary>The versions of one answer, the newest first.</summary>
/// <param name="Older">The last one shown, where there are more before it; null where there are none.</param>
public sealed record VersionsPage(
    DossierRow Dossier,
    FormSection Section,
    FormField Field,
    IReadOnlyList<VersionPart> Versions,
    bool MayWrite,
    FieldVersionId? Older
);

public sealed record VersionPart(
    FieldVersionId Id,
    Answers Answers,
    FieldVersionKind Kind,
    string By,
    DateTimeOffset At,
    bool Stands
);

/// <summary>Answers to read: the same for carrier, expert and staff.</summary>
/// <param name="ChangeAt">The dossier's address, where each section can be changed from here.</param>
public sealed record AnswersPart(Form Form, Answers Answers, IReadOnlyList<FilePart> Files, string? ChangeAt = null)
{
    /// <summary>The one field to show, without its section's title; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>Without what is others' own.</summary>
    public AnswersPart SeenBy(Sight sight) =>
        sight.SeesAll
            ? this
            : this with
            {
                Answers = sight.In(Form.Fields, Answers),
                Files = FilePart.SeenBy(sight, Form, Files),
            };

    /// <summary>Whether each answer can be linked to; it stands once on the page.</summary>
    public bool IsAnchored { get; init; }

    /// <summary>Whether the page can show the insides of files, as well as lead to them.</summary>
    public bool ShowsFiles { get; init; }

    /// <summary>The questions that may be read; null for all.</summary>
    public IReadOnlySet<string>? Readable { get; init; }

    /// <summary>Without who carries it, and without its files, whose insides nobody can vouch for.</summary>
    public AnswersPart WithoutCarrier()
    {
        var readable = HiddenCarrier.ReadableIn(Form);
        return this with { Answers = Answers.Only(readable), Files = [], Readable = readable };
    }

    public bool Shows(FormField field) =>
        field.IsAnswered && (Only is null || field.Key == Only) && Readable?.Contains(field.Key) != false;
}

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
    /// <summary>Whether each partner signs what is filed.</summary>
    public bool IsSigned => Answers.Form.IsSignedByEach;

    /// <summary>The step that is filed, of how many; null where all is asked at once.</summary>
    public FiledStep? Step { get; init; }

    public bool MayFile =>
        Obstacles.Count == 0 && !AlreadyFiled && !Dossier.IsSettled && Dossier.Role == MemberRole.Coordinator;
}

/// <param name="Of">How many steps there are.</param>
public sealed record FiledStep(int Number, int Of, LocalizedText Title)
{
    public bool IsLast => Number == Of;
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
    bool IsWithdrawn,
    bool IsDemonstration
)
{
    /// <summary>The step that was filed; null where all is asked at once.</summary>
    public FiledStep? Step { get; init; }

    /// <summary>What asked for the complements that were filed; null where they were not asked for.</summary>
    public ReceiptComplements? Complements { get; init; }

    /// <summary>The partners' signatures of what was filed.</summary>
    public IReadOnlyList<ReceiptSignature> Signatures { get; init; } = [];

    /// <summary>The earlier version that they signed; null where they signed this one.</summary>
    public SignedBefore? SignedBefore { get; init; }

    /// <summary>Who has the dossier in charge; null where the call doesn't say.</summary>
    public ServiceInCharge? Service => Call.Service;

    /// <summary>What silence means; null where the call doesn't say, and once nothing is to be decided any more.</summary>
    public Silence? Silence => IsWithdrawn ? null : Call.Silence;

    /// <summary>The day from which silence counts as a decision, in Paris.</summary>
    public DateOnly? SilenceCountsFrom => Silence?.CountsFrom(DateOnly.FromDateTime(Dates.Civil(FiledAt)));
}

/// <summary>A request for complements, on the receipt of what was filed in answer.</summary>
public sealed record ReceiptComplements(DateTimeOffset AskedAt, Deadline Due)
{
    /// <summary>That what came after the cut-off was asked for then, and came in time.</summary>
    public string In(Texts texts, DateTimeOffset received) =>
        texts[
            "receipt.complements",
            Dates.Long(AskedAt, texts.Language),
            Dates.Long(Due, texts.Language),
            Dates.Long(received, texts.Language)
        ];
}

/// <param name="HasCopy">Whether the reader sees all that was filed, and so may have the canonical copy.</param>
public sealed record ReceiptView(ReceiptPage Receipt, bool HasPdf, bool HasCopy);

public sealed record WithdrawPage(DossierRow Dossier);
