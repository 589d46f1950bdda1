using Portal.Domain.Reviews.Pool;

namespace Portal.Domain.Reviews;

/// <summary>What becomes of an invitation that waits: one reminder, and the next of the standby list when it is lost.</summary>
public sealed partial class ExpertInvitation
{
    /// <summary>When the one reminder left, UTC; null while it hasn't.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    /// <summary>When it was noted that it expired, UTC; null while it wasn't, or where it was answered.</summary>
    public DateTimeOffset? LapsedAt { get; private set; }

    /// <summary>When the next of the standby list was invited in its place, UTC; null as long as nobody was.</summary>
    public DateTimeOffset? FollowedAt { get; private set; }

    /// <summary>Three days before it expires; a day before, where it never had a week.</summary>
    public DateTimeOffset RemindsAt => ExpiresAt.AddDays(ValidityDays >= 7 ? -3 : -1);

    public bool IsToRemindAt(DateTimeOffset now) =>
        Answer is null && RemindedAt is null && now >= RemindsAt && now < ExpiresAt;

    /// <summary>Declined, or expired without an answer.</summary>
    public bool IsLostAt(DateTimeOffset now) => Answer is { Accepted: false } || (Answer is null && now >= ExpiresAt);

    /// <summary>Erases who was suggested, and was not asked for it.</summary>
    public void ForgetSubstitute() => Substitute = null;

    /// <summary>Notes the one reminder, with the hash of its own link. Doing it twice changes nothing.</summary>
    /// <returns>Whether a mail is to leave.</returns>
    public bool Remind(string tokenHash, DateTimeOffset now)
    {
        if (!IsToRemindAt(now))
            return false;
        (ReminderHash, RemindedAt) = (tokenHash, now);
        Tell(new InvitationReminded(Id, WaveId, now));
        return true;
    }

    /// <summary>Notes that it expired. Doing it twice changes nothing.</summary>
    public void Lapse(DateTimeOffset now)
    {
        if (LapsedAt is not null || Answer is not null || now < ExpiresAt)
            return;
        LapsedAt = now;
        Tell(new InvitationLapsed(Id, WaveId, now));
    }

    /// <summary>Leaves its place, which is lost, to the next of the standby list: to one, once.</summary>
    /// <returns>Whether the next is to be invited.</returns>
    public bool GiveWayTo(PoolExpert next, DateTimeOffset now)
    {
        if (FollowedAt is not null || !IsLostAt(now))
            return false;
        FollowedAt = now;
        Tell(new SuccessorInvited(Id, WaveId, next.Id, Answer is not null, now));
        return true;
    }
}
