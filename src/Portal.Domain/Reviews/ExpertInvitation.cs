using Portal.Domain.Reviews.Pool;

namespace Portal.Domain.Reviews;

/// <summary>
/// An invitation to serve as an expert of a wave, sent by mail. It is answered from the link in the mail, without
/// an account; only a hash of the link's secret is kept.
/// </summary>
public sealed partial class ExpertInvitation : Aggregate
{
    /// <summary>How long an invitation can be answered where nobody chooses.</summary>
    public const int UsualDays = 21;

    public const int FewestDays = 3;

    public const int MostDays = 60;

    /// <summary>How long the address is kept once the invitation expired.</summary>
    public static readonly TimeSpan AddressKept = TimeSpan.FromDays(30);

    private ExpertInvitation() { }

    /// <exception cref="RefusedException">Their address is erased, or the days are out of range.</exception>
    public ExpertInvitation(PoolExpert invited, string tokenHash, Inviter by, DateTimeOffset now, int days = UsualDays)
    {
        (Id, WaveId, PoolExpertId) = (InvitationId.New(), invited.WaveId, invited.Id);
        Send(invited, tokenHash, days, by, now);
    }

    public InvitationId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public PoolExpertId PoolExpertId { get; private set; }

    /// <summary>Null once it is erased: of what expired, only that it did is kept.</summary>
    public EmailAddress? Email { get; private set; }

    public string Name { get; private set; } = "";

    public string Organisation { get; private set; } = "";

    /// <summary>SHA-256 of the secret in the link, in lower-case hexadecimal.</summary>
    public string TokenHash { get; private set; } = "";

    /// <summary>The same of the link in the reminder; null while there is none. Both links open the invitation.</summary>
    public string? ReminderHash { get; private set; }

    /// <summary>The officer who is told of the answer.</summary>
    public PersonId InvitedBy { get; private set; }

    public DateTimeOffset InvitedAt { get; private set; }

    /// <summary>For how many days it can be answered.</summary>
    public int ValidityDays { get; private set; } = UsualDays;

    public DateTimeOffset ExpiresAt => InvitedAt.AddDays(ValidityDays);

    public InvitationAnswer? Answer { get; private set; }

    /// <summary>Whom a person who declined suggests in their place.</summary>
    public Substitute? Substitute { get; private set; }

    /// <summary>Whether one may go to somebody of a pool: who has an address, and none that is accepted or waits.</summary>
    /// <param name="hasAddress">Whether theirs isn't erased.</param>
    /// <param name="before">What was sent to them; null where nothing was.</param>
    /// <param name="now">UTC.</param>
    public static bool MayGoTo(bool hasAddress, ExpertInvitation? before, DateTimeOffset now) =>
        hasAddress && before?.IsLostAt(now) is not false;

    /// <summary>Invites again who declined, or let the first invitation expire; the former link serves no more.</summary>
    /// <exception cref="RefusedException">The invitation was accepted, or can still be answered.</exception>
    public void Renew(PoolExpert invited, string tokenHash, Inviter by, DateTimeOffset now, int days = UsualDays)
    {
        if (!IsLostAt(now))
            throw new RefusedException(ReviewRefusals.AlreadyInvited);
        Send(invited, tokenHash, days, by, now);
    }

    /// <summary>Accepts. Doing it twice changes nothing; a declined invitation can't be taken back.</summary>
    public void Accept(DateTimeOffset now) => Reply(new InvitationAnswer(Accepted: true, now, Reason: ""));

    /// <summary>Declines, with a reason and a substitute if the person gives them.</summary>
    public void Decline(string reason, DateTimeOffset now, Substitute? substitute = null)
    {
        if (Answer is null)
            Substitute = substitute;
        Reply(new InvitationAnswer(Accepted: false, now, reason.Trim()));
    }

    private void Send(PoolExpert invited, string tokenHash, int days, Inviter by, DateTimeOffset now)
    {
        if (days is < FewestDays or > MostDays)
            throw new RefusedException(ReviewRefusals.ValidityOutOfRange(FewestDays, MostDays));
        Email = invited.Email ?? throw new RefusedException(PoolRefusals.AddressErased);
        (Name, Organisation, TokenHash) = (invited.Name, invited.Organisation, tokenHash);
        (InvitedBy, InvitedAt, ValidityDays) = (by.Officer, now, days);
        (Answer, Substitute, ReminderHash, RemindedAt) = (null, null, null, null);
        (LapsedAt, FollowedAt) = (null, null);
        Tell(new ExpertInvited(Id, WaveId, by.Person, now));
    }

    private void Reply(InvitationAnswer answer)
    {
        if (Answer?.Accepted == answer.Accepted)
            return;
        if (Answer is not null)
            throw new RefusedException(ReviewRefusals.InvitationAnswered);
        if (answer.At >= ExpiresAt)
            throw new RefusedException(ReviewRefusals.InvitationExpired);
        Answer = answer;
        Tell(new InvitationAnswered(Id, WaveId, answer.Accepted, answer.At));
    }
}

/// <summary>Who invites: an officer, or the portal by itself for one, who is told of the answer all the same.</summary>
/// <param name="Person">Whom the history names; null for the portal.</param>
public sealed record Inviter(PersonId Officer, PersonId? Person)
{
    public static implicit operator Inviter(PersonId officer) => new(officer, officer);

    /// <summary>The portal, which goes on with what an officer began.</summary>
    public static Inviter PortalFor(PersonId officer) => new(officer, Person: null);
}

public sealed record InvitationAnswer(bool Accepted, DateTimeOffset At, string Reason);

/// <param name="Email">Where they can be asked.</param>
public sealed record Substitute(string Name, EmailAddress Email);
