using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
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
);

public sealed record ReviewsPage(IReadOnlyList<PanelPart> Panels);

/// <summary>A wave in which the person serves, and what is to be done there first.</summary>
/// <param name="ConflictsDeclared">For every dossier that is eligible by now.</param>
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
    IReadOnlyList<ReviewRow> Reviews
)
{
    /// <summary>The reviews that are still to be submitted.</summary>
    public IReadOnlyList<ReviewRow> Open =>
        [.. Reviews.Where(review => review.SubmittedAt is null && !review.IsRecused)];

    public bool IsDone => CharterSigned && ConflictsDeclared && Reviews.Count > 0 && Open.Count == 0;
}

public sealed record ReviewRow(
    ReviewId Id,
    string Number,
    string Title,
    DateTimeOffset? SavedAt,
    DateTimeOffset? SubmittedAt,
    decimal? Score,
    bool IsRecused
);

public sealed record CharterPage(ExpertId Expert, CallPresentation Call, int Wave, DateTimeOffset? SignedAt);

public sealed record ConflictsPage(
    ExpertId Expert,
    CallPresentation Call,
    int Wave,
    IReadOnlyList<ConflictRow> Dossiers
);

public sealed record ConflictRow(DossierId Dossier, string Number, string Title, string Lead, bool IsDeclared);

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
    IReadOnlyList<ReviewObstacle> Obstacles,
    IReadOnlyDictionary<string, IReadOnlyList<int>> OwnMarksElsewhere,
    IReadOnlyList<PeerReview> Peers,
    ReviewId? Previous,
    ReviewId? Next,
    bool IsDemonstration,
    bool HasComplements,
    ReviewSheet? Theirs = null
);

/// <summary>Another expert's submitted review, under a letter.</summary>
public sealed record PeerReview(string Letter, decimal? Score, ReviewSheet Sheet);
