namespace Portal.Domain.Juries;

/// <summary>What a person does in a jury. Chair and members vote; the secretary writes, observers listen.</summary>
public enum JuryRole
{
    Chair,
    Secretary,
    Member,
    Observer,
}

public static class JuryRoles
{
    extension(JuryRole role)
    {
        public bool Votes => role is JuryRole.Chair or JuryRole.Member;

        /// <summary>Whether a jury has one person in this role.</summary>
        public bool IsOfOne => role is JuryRole.Chair or JuryRole.Secretary;
    }
}

public sealed class JuryMember
{
    private JuryMember() { }

    internal JuryMember(JuryId jury, PersonId person, JuryRole role, DateTimeOffset now) =>
        (JuryId, Person, Role, SeatedAt) = (jury, person, role, now);

    public JuryId JuryId { get; private set; }

    public PersonId Person { get; private set; }

    public JuryRole Role { get; private set; }

    public DateTimeOffset SeatedAt { get; private set; }

    /// <summary>When the person last went through the titles and said of which they must not hear, UTC.</summary>
    public DateTimeOffset? ConflictsDeclaredAt { get; private set; }

    internal void Become(JuryRole role) => Role = role;

    internal void DeclareAt(DateTimeOffset now) => ConflictsDeclaredAt = now;
}

/// <summary>A dossier that a member must not hear of, by their own word.</summary>
public sealed class JuryConflict
{
    private JuryConflict() { }

    internal JuryConflict(JuryId jury, PersonId person, DossierId dossier, string reason, DateTimeOffset now) =>
        (JuryId, Person, DossierId, Reason, DeclaredAt) = (jury, person, dossier, reason, now);

    public JuryId JuryId { get; private set; }

    public PersonId Person { get; private set; }

    public DossierId DossierId { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTimeOffset DeclaredAt { get; private set; }
}
