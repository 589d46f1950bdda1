using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.People;
using Portal.Infrastructure.Waves;

namespace Portal.Web.Staff;

/// <param name="MayDrop">Whether the person may give a list up.</param>
public sealed record ListsPage(
    WaveHead Wave,
    IReadOnlyList<ListPart> Lists,
    int Ready,
    int ReadyWinners,
    bool MayDrop,
    string? PublishAt
);

/// <param name="Obstacle">Why the person can't sign it now; null where they can.</param>
/// <param name="Seen">How many changes it has: what is signed is what is read.</param>
public sealed record ListPart(
    WinnerListId Id,
    string PreparedBy,
    DateTimeOffset PreparedAt,
    DateTimeOffset PublishAt,
    DateTimeOffset? ApprovedAt,
    DateTimeOffset? DroppedAt,
    bool IsPublic,
    bool MayChange,
    Refusal? Obstacle,
    int Seen,
    IReadOnlyList<ListStep> Steps,
    IReadOnlyList<ListedChange> Changes,
    IReadOnlyList<ListedWinner> Winners,
    IReadOnlyList<ListedOther> Others,
    string? Source
)
{
    /// <summary>The last first.</summary>
    public IReadOnlyList<CorrectionPart> Corrections { get; init; } = [];

    public bool AwaitsSignature => ApprovedAt is null && DroppedAt is null;

    internal static ListPart Of(
        WinnerList list,
        ListNames names,
        IEnumerable<ListedOther> others,
        Viewer viewer,
        IReadOnlySet<PortalRole> roles,
        DateTimeOffset now
    ) =>
        new(
            list.Id,
            names.People[list.PreparedBy],
            list.PreparedAt,
            list.PublishAt,
            list.ApprovedAt,
            list.DroppedAt,
            list.IsPublicAt(now),
            list.MayChangeAt(now),
            // Lists with a dossier of one's own team aren't shown to sign.
            list.ObstacleToSigning(viewer.Id!.Value, roles, new HashSet<PersonId>()),
            list.Changes.Count,
            [.. list.Steps.Select((_, index) => ListStep.Of(list, index, names))],
            [.. list.Changes.Select(change => ListedChange.Of(list, change, names))],
            [
                .. list
                    .Winners.OrderBy(winner => winner.Number, StringComparer.Ordinal)
                    .Select(winner => new ListedWinner(
                        winner.DossierId,
                        winner.Number,
                        winner.Title,
                        winner.Lead,
                        winner.Amount
                    )),
            ],
            [.. others],
            list.Source
        );
}

/// <summary>A step of the approval, and whether it is signed.</summary>
/// <param name="Person">Who alone signs it; null where anybody of the role may.</param>
public sealed record ListStep(
    LocalizedText Title,
    PortalRole Signatory,
    string? Person,
    string? SignedBy,
    DateTimeOffset? SignedAt
)
{
    internal static ListStep Of(WinnerList list, int index, ListNames names) =>
        Of(
            list.Steps[index],
            list.Signatures.FirstOrDefault(one => one.Holds && one.Step == index + 1) is { } signature
                ? (signature.By, signature.At)
                : null,
            names
        );

    internal static ListStep Of(ApprovalStep step, (PersonId By, DateTimeOffset At)? signed, ListNames names) =>
        new(
            step.Title,
            step.Signatory,
            step.Person is { } person ? names.People[person] : null,
            signed is { By: var by } ? names.People[by] : null,
            signed?.At
        );
}

/// <param name="Number">Of the dossier that was decided anew; null where it was the publication.</param>
/// <param name="Voided">The signatures that lost their force by it.</param>
public sealed record ListedChange(string? Number, string By, DateTimeOffset At, int Voided)
{
    internal static ListedChange Of(WinnerList list, ListChange change, ListNames names) =>
        new(
            change.Dossier is { } dossier ? names.Numbers[dossier] : null,
            names.People[change.By],
            change.At,
            list.Signatures.Count(one => one.VoidedAt == change.At)
        );
}

internal sealed record ListNames(
    IReadOnlyDictionary<PersonId, string> People,
    IReadOnlyDictionary<DossierId, string> Numbers
);

/// <param name="Dossier">Null where the winner came from a file.</param>
public sealed record ListedWinner(DossierId? Dossier, string Number, string Title, string Lead, Money Amount);

/// <summary>A dossier that the list decides on without making it a winner: its carrier alone is told.</summary>
/// <param name="Rank">Its place on the reserve, if it is on it.</param>
public sealed record ListedOther(
    WinnerListId List,
    DossierId Dossier,
    Outcome Outcome,
    int? Rank,
    string Number,
    string Title
);
