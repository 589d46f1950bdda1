namespace Portal.Domain.People;

/// <summary>
/// What a person may be in the portal. Membership of a dossier's consortium is not a role: it is a fact of that
/// dossier.
/// </summary>
public enum PortalRole
{
    Carrier,
    Expert,
    Officer,
    Publisher,
    Administrator,
    Auditor,
}

/// <summary>Who is looking: the one argument by which queries decide what can be seen.</summary>
/// <param name="Id">Null for a visitor without an account.</param>
public sealed record Viewer(PersonId? Id, IReadOnlySet<PortalRole> Roles)
{
    public static Viewer Visitor { get; } = new(null, new HashSet<PortalRole>());

    public bool Is(PortalRole role) => Roles.Contains(role);

    /// <summary>Whether they judge dossiers, decide on them or watch over who does: who helps to write doesn't.</summary>
    public bool SeesOthersWork => Roles.Overlaps(RolesWithSecondFactor);

    /// <summary>Roles whose accounts need a second factor: they see other people's work.</summary>
    public static IReadOnlySet<PortalRole> RolesWithSecondFactor { get; } =
        new HashSet<PortalRole>
        {
            PortalRole.Expert,
            PortalRole.Officer,
            PortalRole.Publisher,
            PortalRole.Administrator,
            PortalRole.Auditor,
        };
}
