using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Web.Dossiers;

namespace Portal.Web.Reviews;

/// <param name="IsMine">Whether the person signed in has the invited address.</param>
public sealed record InvitationPage(
    string Token,
    string Name,
    string Email,
    CallPresentation Call,
    int Wave,
    DateTimeOffset Until,
    bool? Accepted,
    bool IsExpired,
    bool IsSignedIn,
    bool IsMine
)
{
    /// <summary>What was typed to decline, where it wasn't right.</summary>
    public DeclineForm? Declining { get; init; }
}

/// <summary>Declining, with a reason and with whom one suggests instead: a name and an address, or nothing.</summary>
public sealed class DeclineForm
{
    public string? Reason { get; set; }

    public string? SubstituteName { get; set; }

    public string? SubstituteEmail { get; set; }

    internal Substitute? Substitute =>
        !string.IsNullOrWhiteSpace(SubstituteName) && EmailAddress.TryParse(SubstituteEmail, out var address)
            ? new Substitute(SubstituteName.Trim().Shortened(ExpertFacts.NameLength), address)
            : null;

    /// <summary>The field that is wrong, and what to do about it; null where there is none.</summary>
    internal (string Field, string Key)? FaultFor(EmailAddress? invited) =>
        string.IsNullOrWhiteSpace(SubstituteName) && string.IsNullOrWhiteSpace(SubstituteEmail) ? null
        : string.IsNullOrWhiteSpace(SubstituteName) ? (nameof(SubstituteName), "reviews.substitute-nameless")
        : string.IsNullOrWhiteSpace(SubstituteEmail) ? (nameof(SubstituteEmail), "reviews.substitute-unreachable")
        : Substitute is null ? (nameof(SubstituteEmail), "people.email-wrong")
        : string.Equals(Substitute.Email.Value, invited?.Value, StringComparison.OrdinalIgnoreCase)
            ? (nameof(SubstituteEmail), "reviews.substitute-own")
        : null;
}

public sealed record ReviewsPage(IReadOnlyList<PanelPart> Panels);

/// <summary>A wave in which the person serves, and what is to be done there first.</summary>
/// <param name="ConflictsDeclared">For every dossier that is eligible by now.</param>
/// <param name="WishesUntil">Until when wishes are asked for; null where they aren't.</param>
/// <param name="HasNewDossiers">Whether some became eligible since the declaration.</param>
public sealed record PanelPart(
    ExpertId Expert,
    CallPresentation Call,
    int Wave,
    Deadline? Due,
    bool DuePassed,
    bool CharterSigned,
    bool ConflictsDeclared,
    bool HasNewDossiers,
    IReadOnlyList<ReviewRow> Reviews,
    Deadline? WishesUntil
)
{
    /// <summary>The wave's calibration exercise; null where there is none.</summary>
    public ExerciseLine? Exercise { get; init; }

    /// <summary>The reviews that are still to be submitted.</summary>
    public IReadOnlyList<ReviewRow> Open => [.. Reviews.Where(review => review.IsOpen)];

    public bool IsDone => CharterSigned && ConflictsDeclared && Reviews.Count > 0 && Open.Count == 0;
}

/// <param name="FirstDo">Why reviews wait for it; null where they don't.</param>
/// <param name="IsToDo">Whether it can still be done.</param>
public sealed record ExerciseLine(ExerciseId Id, Deadline Due, bool IsToDo, Refusal? FirstDo);

/// <summary>How far a review has come, as its expert reads it.</summary>
public enum ReviewState
{
    New,
    Begun,
    Submitted,
    Reopened,
    InConflict,
    Recused,
}

/// <param name="IsOpen">Whether it is still to be submitted, for the first time or anew.</param>
/// <param name="IsInConflict">Whether a conflict keeps it from the expert, who then doesn't open it.</param>
public sealed record ReviewRow(
    ReviewId Id,
    string Number,
    string Title,
    DateTimeOffset? SavedAt,
    DateTimeOffset? SubmittedAt,
    decimal? Score,
    bool IsRecused,
    bool IsOpen,
    bool IsInConflict
)
{
    public ReviewState State =>
        this switch
        {
            { IsRecused: true } => ReviewState.Recused,
            { IsInConflict: true } => ReviewState.InConflict,
            { IsOpen: true, SubmittedAt: not null } => ReviewState.Reopened,
            { IsOpen: false } => ReviewState.Submitted,
            { SavedAt: not null } => ReviewState.Begun,
            _ => ReviewState.New,
        };

    public string Tone =>
        State switch
        {
            ReviewState.Submitted => "success",
            ReviewState.Begun or ReviewState.Reopened => "warning",
            _ => "neutral",
        };
}

public sealed record CharterPage(ExpertId Expert, CallPresentation Call, int Wave, DateTimeOffset? SignedAt);

public sealed record ConflictsPage(
    ExpertId Expert,
    CallPresentation Call,
    int Wave,
    IReadOnlyList<ConflictRow> Dossiers
)
{
    public TypedConflicts Typed { get; init; } = TypedConflicts.None;
}

/// <param name="Lead">Null where experts are not to know who carries the dossiers.</param>
public sealed record ConflictRow(DossierId Dossier, string Number, string Title, string? Lead, bool IsDeclared);

/// <param name="HasComplements">Whether complements came since what is judged was filed.</param>
public sealed record ReviewPage(
    ReviewId Id,
    string Number,
    string Title,
    CallPresentation Call,
    int Wave,
    Deadline? Due,
    Grid Grid,
    ReviewSheet Sheet,
    int Revision,
    DateTimeOffset? SavedAt,
    DateTimeOffset? SubmittedAt,
    decimal? Score,
    Recusal? Recusal,
    AnswersPart Answers,
    IReadOnlyDictionary<string, IReadOnlyList<int>> OwnMarksElsewhere,
    IReadOnlyList<PeerReview> Peers,
    ReviewId? Previous,
    ReviewId? Next,
    bool IsDemonstration,
    bool HasComplements,
    ReviewSheet? Theirs = null
)
{
    public bool IsOpen { get; init; }

    /// <summary>What comes before it; null where nothing does.</summary>
    public Refusal? FirstDo { get; init; }

    /// <summary>The calibration exercise that comes before it.</summary>
    public ExerciseId? Exercise { get; init; }

    /// <summary>The expert's own, in the order in which they took them.</summary>
    public IReadOnlyList<PassageNote> Notes { get; init; } = [];

    /// <summary>Whether the expert isn't to know who carries the dossier.</summary>
    public bool IsCarrierHidden { get; init; }

    /// <summary>Why it was reopened, while it is.</summary>
    public ReopenedPart? Reopened { get; init; }

    /// <summary>Why what was submitted can't be changed; null where it can, or isn't submitted.</summary>
    public Refusal? StaysAsItIs { get; init; }

    public EligibilityDoubt? Doubt { get; init; }

    /// <summary>Whether there is a synthesis to write; false where there is one to read, null where there is none.</summary>
    public bool? Synthesis { get; init; }
}

/// <param name="ByStaff">Whether staff asks for another version, and the reason is theirs.</param>
public sealed record ReopenedPart(DateTimeOffset At, string Reason, bool ByStaff);

/// <summary>Another expert's submitted review, under a letter.</summary>
/// <param name="Name">Where the wave lets experts know each other.</param>
/// <param name="HasChanged">Whether it was submitted again since.</param>
public sealed record PeerReview(string Letter, string? Name, decimal? Score, ReadSheet Sheet, bool HasChanged);

/// <summary>A grid as it is filled in.</summary>
public sealed record GridPart(Grid Grid, ReviewSheet Sheet)
{
    /// <summary>The marks that the expert gave to other dossiers, by criterion; null where none are shown.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>>? Elsewhere { get; init; }
}

/// <summary>What an expert wrote, to be read.</summary>
public sealed record ReadSheet(Grid Grid, ReviewSheet Sheet);

public sealed record ReviewVersionsPage(ReviewId Id, string Number, string Title, VersionsPart Part);

/// <summary>What was written, save by save, the last first.</summary>
/// <param name="Root">The address of the versions.</param>
/// <param name="Revision">Of what is written now.</param>
/// <param name="IsOpen">Whether an earlier version can be taken up again.</param>
/// <param name="Older">The revision before which there are more; null where there are none.</param>
public sealed record VersionsPart(
    string Root,
    int Revision,
    bool IsOpen,
    IReadOnlyList<ReviewVersionRow> Versions,
    int? Older
)
{
    public const int PageSize = 20;

    /// <param name="root">The address of the versions.</param>
    /// <param name="revision">Of what is written now.</param>
    /// <param name="isOpen">Whether an earlier version can be taken up again.</param>
    /// <param name="found">One more than a page holds, where there are as many.</param>
    public static VersionsPart Of(string root, int revision, bool isOpen, IReadOnlyList<ReviewVersionRow> found)
    {
        var rows = found.Take(PageSize).ToList();
        return new VersionsPart(root, revision, isOpen, rows, found.Count > PageSize ? rows[^1].Revision : null);
    }
}

/// <param name="Stands">Whether it is what is written now.</param>
public sealed record ReviewVersionRow(
    int Revision,
    DateTimeOffset At,
    ReviewVersionKind Kind,
    bool Stands,
    ReadSheet Read
);

/// <param name="Closed">Why nobody writes any more; null while one does.</param>
public sealed record DiscussionPart(
    IReadOnlyList<DiscussionLine> Messages,
    IReadOnlyList<Discussing> People,
    Refusal? Closed
)
{
    /// <summary>The reader's own review; null for staff.</summary>
    public ReviewId? Own { get; init; }

    /// <summary>What was said before the reviews were set aside, for staff.</summary>
    public IReadOnlyList<DiscussionLine> Earlier { get; init; } = [];

    /// <summary>Where it is written to; null where the reader only reads.</summary>
    public string? Post { get; init; }

    /// <summary>What was typed and refused.</summary>
    public string? Typed { get; init; }
}

/// <param name="By">Null where staff wrote.</param>
/// <param name="Note">Why it is struck out; null where it isn't.</param>
public sealed record DiscussionLine(
    DiscussionMessageId Id,
    Discussing? By,
    bool IsMine,
    DateTimeOffset At,
    string Text,
    string? Note,
    bool MayStrike
);

/// <summary>Somebody who reviews the dossier.</summary>
/// <param name="Name">Where the reader may know it.</param>
public sealed record Discussing(ReviewId Review, string Letter, string? Name, bool HasSubmitted);

public sealed record DiscussionPage(ReviewId Review, string Number, string Title, DiscussionPart Part);
