namespace Portal.Domain.Dossiers;

public sealed record MemberJoined(
    DossierId Dossier,
    PersonId Person,
    MemberRole Role,
    string Partner,
    DateTimeOffset At
) : DossierEvent(Dossier, Person, At)
{
    public override string Name => "dossier.member-joined";
}

/// <summary>Another role, or another partner.</summary>
public sealed record MemberPlaced(
    DossierId Dossier,
    PersonId Person,
    MemberRole Role,
    string Partner,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.member-placed";
}

/// <param name="Person">Who is out of the team; the same as who did it, where they left.</param>
public sealed record MemberRemoved(DossierId Dossier, PersonId Person, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.member-removed";
}

public sealed record TeamInvitationTakenBack(
    DossierId Dossier,
    TeamInvitationId Invitation,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.invitation-taken-back";
}

public sealed record CoordinationOffered(DossierId Dossier, PersonId To, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.coordination-offered";
}

public sealed record CoordinationTakenBack(DossierId Dossier, PersonId To, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.coordination-taken-back";
}

public sealed record CoordinationDeclined(DossierId Dossier, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.coordination-declined";
}

/// <param name="From">Who coordinated until then.</param>
/// <param name="By">Who coordinates from now on.</param>
public sealed record CoordinationPassed(DossierId Dossier, PersonId From, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.coordination-passed";
}
