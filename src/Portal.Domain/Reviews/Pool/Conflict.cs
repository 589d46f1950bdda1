namespace Portal.Domain.Reviews.Pool;

/// <summary>What a conflict was seen by.</summary>
public enum ConflictKind
{
    /// <summary>The expert is in the dossier's team.</summary>
    InTeam,

    /// <summary>The dossier names an organisation of the expert's SIREN.</summary>
    SirenFamily,

    /// <summary>The dossier names an organisation of the same name.</summary>
    SameOrganisation,

    /// <summary>Somebody of the team has an address of the expert's domain.</summary>
    EmailDomain,

    /// <summary>The expert's organisation is partner, in another dossier of the wave, of one that this dossier names.</summary>
    ConsortiumPartner,

    /// <summary>The same in an earlier wave, or the expert was in a team with somebody of this one.</summary>
    PastConsortium,

    /// <summary>The dossier names an organisation to which the expert is bound otherwise.</summary>
    DeclaredLink,

    /// <summary>The expert's texts name somebody of the team.</summary>
    CoAuthor,

    /// <summary>The expert said what they think of the draft, as a contact of its region.</summary>
    Advised,

    /// <summary>The call bars from a whole wave whose organisation takes part in it.</summary>
    TakesPart,

    /// <summary>The expert says so.</summary>
    Declared,

    /// <summary>Staff says so.</summary>
    NotedByStaff,
}

/// <summary>Why an expert must not judge a dossier, how that is known, and whether it was lifted.</summary>
public sealed class Conflict
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 500;

    private Conflict() { }

    internal Conflict(PoolExpertId expert, DossierId dossier, ConflictKind kind, string evidence, DateTimeOffset now) =>
        (PoolExpertId, DossierId, Kind, Evidence, FoundAt) = (expert, dossier, kind, Cut(evidence), now);

    public PoolExpertId PoolExpertId { get; private set; }

    public DossierId DossierId { get; private set; }

    public ConflictKind Kind { get; private set; }

    /// <summary>What was found, or what was said: staff alone read it.</summary>
    public string Evidence { get; private set; } = "";

    /// <summary>When it was first found, or last said, UTC; after a lifting, when there was something else to weigh.</summary>
    public DateTimeOffset FoundAt { get; private set; }

    /// <summary>Who said so; null where the portal found it.</summary>
    public PersonId? NotedBy { get; internal set; }

    /// <summary>
    /// When it was looked for and no longer found; null as long as it is. It tells who lifts it, and lifts nothing: else
    /// whoever edits a record would.
    /// </summary>
    public DateTimeOffset? GoneAt { get; private set; }

    public LiftingProposal? Proposal { get; internal set; }

    public LiftingConfirmation? Lifting { get; internal set; }

    /// <summary>Whether it keeps the dossier from the expert.</summary>
    public bool Stands => Lifting is null;

    /// <summary>
    /// Whether it takes a review out. What the portal finds after a review was submitted takes nothing out by itself: the
    /// team of a dossier could bring it about. Staff is told, and says whether it is one.
    /// </summary>
    /// <param name="submittedAt">When the review was submitted, UTC; null where it wasn't.</param>
    public bool Bears(DateTimeOffset? submittedAt) =>
        Stands && (NotedBy is not null || submittedAt is not { } at || FoundAt <= at);

    /// <summary>Whether the portal finds it, and may find it gone.</summary>
    public bool IsFound => Kind is not (ConflictKind.Declared or ConflictKind.NotedByStaff);

    /// <summary>Found anew. What was lifted stays lifted, as long as the evidence is what was weighed then.</summary>
    /// <returns>Whether anything changed.</returns>
    internal bool FindAgain(string evidence, DateTimeOffset now)
    {
        if (GoneAt is null && Evidence == Cut(evidence))
            return false;
        if (Evidence != Cut(evidence))
        {
            if (Lifting is not null)
                FoundAt = now;
            (Proposal, Lifting) = (null, null);
        }
        (Evidence, GoneAt) = (Cut(evidence), null);
        return true;
    }

    /// <summary>Said again after it was lifted.</summary>
    internal void NoteAgain(string reason, PersonId by, DateTimeOffset now)
    {
        (Evidence, FoundAt, NotedBy) = (Cut(reason), now, by);
        (Proposal, Lifting) = (null, null);
    }

    internal void Vanish(DateTimeOffset now) => GoneAt = now;

    private static string Cut(string text) => text.Trim().Shortened(MaxLength);
}

public sealed record LiftingProposal(PersonId By, DateTimeOffset At, string Reason);

public sealed record LiftingConfirmation(PersonId By, DateTimeOffset At);

/// <summary>A conflict that the portal found.</summary>
public sealed record Finding(DossierId Dossier, ConflictKind Kind, string Evidence);
