namespace Portal.Domain.Reviews;

/// <summary>
/// A person serving as an expert of one wave: who signed the confidentiality charter, and which dossiers they must
/// not judge.
/// </summary>
public sealed class Expert : Aggregate
{
    private readonly List<Conflict> _conflicts = [];

    private Expert() { }

    /// <summary>An accepted invitation, taken up by the account that proved its address.</summary>
    public Expert(ExpertInvitation invitation, PersonId person, DateTimeOffset now)
    {
        if (invitation.Answer is not { Accepted: true })
            throw new RefusedException(ReviewRefusals.InvitationNotAccepted);
        (Id, WaveId, Person, JoinedAt) = (ExpertId.New(), invitation.WaveId, person, now);
        (Name, Email, Organisation) = (invitation.Name, invitation.Email!, invitation.Organisation);
        Tell(new ExpertJoined(Id, WaveId, person, now));
    }

    public ExpertId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public PersonId Person { get; private set; }

    public string Name { get; private set; } = "";

    public EmailAddress Email { get; private set; } = null!;

    public string Organisation { get; private set; } = "";

    public DateTimeOffset JoinedAt { get; private set; }

    /// <summary>When the confidentiality charter was signed, UTC.</summary>
    public DateTimeOffset? CharterSignedAt { get; private set; }

    /// <summary>When the expert last went through the titles and said where they are in conflict, UTC.</summary>
    public DateTimeOffset? ConflictsDeclaredAt { get; private set; }

    public IReadOnlyList<Conflict> Conflicts => _conflicts;

    public bool IsInConflictWith(DossierId dossier) => _conflicts.Any(conflict => conflict.DossierId == dossier);

    public void SignCharter(DateTimeOffset now)
    {
        if (CharterSignedAt is not null)
            return;
        CharterSignedAt = now;
        Tell(new CharterSigned(Id, Person, now));
    }

    /// <summary>
    /// Declares conflicts, all at once, after the charter. What was declared before stays: only staff may lift it.
    /// </summary>
    public void DeclareConflicts(IReadOnlyDictionary<DossierId, string> reasons, DateTimeOffset now)
    {
        if (CharterSignedAt is null)
            throw new RefusedException(ReviewRefusals.CharterNotSigned);
        foreach (var (dossier, reason) in reasons)
            AddConflict(dossier, reason, Person, now);
        ConflictsDeclaredAt = now;
    }

    /// <summary>A conflict that staff knows of.</summary>
    public void NoteConflict(DossierId dossier, string reason, PersonId by, DateTimeOffset now) =>
        AddConflict(dossier, reason, by, now);

    private void AddConflict(DossierId dossier, string reason, PersonId by, DateTimeOffset now)
    {
        if (IsInConflictWith(dossier))
            return;
        _conflicts.Add(new Conflict(Id, dossier, reason.Trim(), by, now));
        Tell(new ConflictDeclared(Id, dossier, by, now));
    }
}

/// <summary>Why an expert must not judge a dossier, and who said so.</summary>
public sealed class Conflict
{
    private Conflict() { }

    internal Conflict(ExpertId expert, DossierId dossier, string reason, PersonId by, DateTimeOffset now) =>
        (ExpertId, DossierId, Reason, DeclaredBy, DeclaredAt) = (expert, dossier, reason, by, now);

    public ExpertId ExpertId { get; private set; }

    public DossierId DossierId { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId DeclaredBy { get; private set; }

    public DateTimeOffset DeclaredAt { get; private set; }
}
