using Portal.Domain.Reviews.Pool;

namespace Portal.Domain.Reviews;

/// <summary>
/// A person serving as an expert of one wave, out of its pool: who signed the confidentiality charter, and said where
/// they are in conflict.
/// </summary>
public sealed class Expert : Aggregate
{
    private Expert() { }

    /// <summary>An accepted invitation, taken up by the account that proved its address.</summary>
    public Expert(ExpertInvitation invitation, PoolExpert pool, PersonId person, DateTimeOffset now)
    {
        if (invitation.Answer is not { Accepted: true })
            throw new RefusedException(ReviewRefusals.InvitationNotAccepted);
        (Id, WaveId, Person, JoinedAt) = (ExpertId.New(), invitation.WaveId, person, now);
        (PoolExpertId, Pool) = (pool.Id, pool);
        (Name, Email, Organisation) = (invitation.Name, invitation.Email!, invitation.Organisation);
        Tell(new ExpertJoined(Id, WaveId, person, now));
    }

    public ExpertId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public PersonId Person { get; private set; }

    public PoolExpertId PoolExpertId { get; private set; }

    /// <summary>What is known of them, and their conflicts.</summary>
    public PoolExpert Pool { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public EmailAddress Email { get; private set; } = null!;

    public string Organisation { get; private set; } = "";

    public DateTimeOffset JoinedAt { get; private set; }

    /// <summary>When the confidentiality charter was signed, UTC.</summary>
    public DateTimeOffset? CharterSignedAt { get; private set; }

    /// <summary>When the expert last went through the titles and said where they are in conflict, UTC.</summary>
    public DateTimeOffset? ConflictsDeclaredAt { get; private set; }

    public bool IsInConflictWith(DossierId dossier) => Pool.IsInConflictWith(dossier);

    public void SignCharter(DateTimeOffset now)
    {
        if (CharterSignedAt is not null)
            return;
        CharterSignedAt = now;
        Tell(new CharterSigned(Id, Person, now));
    }

    /// <summary>
    /// Declares conflicts, all at once, after the charter. What was declared before stays.
    /// </summary>
    public void DeclareConflicts(IReadOnlyDictionary<DossierId, string> reasons, DateTimeOffset now)
    {
        if (CharterSignedAt is null)
            throw new RefusedException(ReviewRefusals.CharterNotSigned);
        foreach (var (dossier, reason) in reasons)
            Pool.Note(dossier, ConflictKind.Declared, reason, Person, now);
        ConflictsDeclaredAt = now;
    }

    /// <summary>Recuses themselves from a dossier.</summary>
    public void Recuse(DossierId dossier, string reason, DateTimeOffset now) =>
        Pool.Note(dossier, ConflictKind.Declared, reason, Person, now);

    /// <summary>Erases who they were; what was said of the pool goes as well.</summary>
    /// <param name="nobody">In whose name what they did is kept.</param>
    /// <param name="name">What is read in the place of theirs.</param>
    public void Forget(PersonId nobody, string name)
    {
        (Person, Name, Organisation) = (nobody, name, "");
        Email = EmailAddress.Parse($"{Id.Value:N}@{Gone}");
        Pool.ForgetWhoServed(name);
    }

    /// <summary>A domain that never is (RFC 2606): nothing that is sent to it arrives anywhere.</summary>
    public const string Gone = "erased.invalid";
}
