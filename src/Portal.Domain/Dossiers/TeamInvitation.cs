namespace Portal.Domain.Dossiers;

/// <summary>
/// An invitation to join a dossier's team, sent by mail to an address. Whether that address has an account shows to
/// nobody but its owner; who accepts it joins with an account of that address. Only a hash of the link's secret is kept.
/// </summary>
public sealed class TeamInvitation : Aggregate
{
    /// <summary>How long an invitation can be answered.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(30);

    /// <summary>How long the address is kept once the invitation was taken back or expired.</summary>
    public static readonly TimeSpan AddressKept = TimeSpan.FromDays(30);

    /// <summary>How many people of one dossier may be invited and not yet have answered.</summary>
    public const int MaxOpen = 20;

    /// <summary>Invitations that one person may send within a day, of all dossiers, those taken back among them.</summary>
    public const int MaxADay = 60;

    /// <summary>Invitations that one address may be sent within a day, by anybody.</summary>
    public const int MaxToOneADay = 3;

    private TeamInvitation() { }

    /// <param name="dossier">The dossier to whose team they are invited.</param>
    /// <param name="email">Their address.</param>
    /// <param name="role">What they are to be.</param>
    /// <param name="tokenHash">Of the secret in the link.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="now">UTC.</param>
    /// <param name="partner">The id of the partner that they belong to; the lead unless told.</param>
    /// <exception cref="RefusedException">Somebody else than the coordinator invites, or there is nothing to invite to.</exception>
    public static TeamInvitation Send(
        Dossier dossier,
        EmailAddress email,
        MemberRole role,
        string tokenHash,
        PersonId by,
        DateTimeOffset now,
        string partner = Consortium.Lead
    )
    {
        dossier.EnsureCoordinator(by);
        if (role == MemberRole.Coordinator)
            throw new RefusedException(DossierRefusals.OneCoordinator);
        var invitation = new TeamInvitation
        {
            Id = TeamInvitationId.New(),
            DossierId = dossier.Id,
            Email = email,
            Role = role,
            Partner = partner,
            TokenHash = tokenHash,
            InvitedBy = by,
            InvitedAt = now,
        };
        invitation.Tell(new MemberInvited(dossier.Id, invitation.Id, role, partner, by, now));
        return invitation;
    }

    public TeamInvitationId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    /// <summary>Null once it is erased: of what was taken back or expired, only that it was is kept.</summary>
    public EmailAddress? Email { get; private set; }

    public MemberRole Role { get; private set; }

    /// <summary>The id of the <see cref="Dossiers.Partner"/> that they would belong to.</summary>
    public string Partner { get; private set; } = "";

    /// <summary>SHA-256 of the secret in the link, in lower-case hexadecimal.</summary>
    public string TokenHash { get; private set; } = "";

    public PersonId InvitedBy { get; private set; }

    public DateTimeOffset InvitedAt { get; private set; }

    public DateTimeOffset ExpiresAt => InvitedAt + Validity;

    public TeamAnswer? Answer { get; private set; }

    /// <summary>When the coordinator took it back, UTC: from then on it is as if it had never been sent.</summary>
    public DateTimeOffset? TakenBackAt { get; private set; }

    public bool IsOpenAt(DateTimeOffset now) => (Answer, TakenBackAt) is (null, null) && now < ExpiresAt;

    /// <summary>Joins the team. Doing it twice changes nothing.</summary>
    /// <param name="dossier">The dossier of the invitation.</param>
    /// <param name="person">An account whose proven address is the invited one: the caller sees to it.</param>
    /// <param name="now">UTC.</param>
    public void Accept(Dossier dossier, PersonId person, DateTimeOffset now)
    {
        if (Answer is { Accepted: true })
            return;
        EnsureOpen(now);
        Answer = new TeamAnswer(Accepted: true, now);
        dossier.Join(person, Role, Partner, now);
    }

    /// <summary>Says no. Doing it twice changes nothing.</summary>
    public void Decline(DateTimeOffset now)
    {
        if (Answer is { Accepted: false })
            return;
        EnsureOpen(now);
        Answer = new TeamAnswer(Accepted: false, now);
        Tell(new TeamInvitationDeclined(DossierId, Id, now));
    }

    /// <summary>Takes the invitation back while nobody has answered it: its link opens nothing any more.</summary>
    public void TakeBack(Dossier dossier, PersonId by, DateTimeOffset now)
    {
        dossier.EnsureCoordinator(by);
        EnsureOpen(now);
        TakenBackAt = now;
        Tell(new TeamInvitationTakenBack(DossierId, Id, by, now));
    }

    private void EnsureOpen(DateTimeOffset now)
    {
        if (Answer is not null)
            throw new RefusedException(DossierRefusals.InvitationAnswered);
        if (!IsOpenAt(now))
            throw new RefusedException(DossierRefusals.InvitationExpired);
    }
}

public sealed record TeamAnswer(bool Accepted, DateTimeOffset At);
