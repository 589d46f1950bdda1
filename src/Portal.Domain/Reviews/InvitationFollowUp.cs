using Portal.Domain.Reviews.Pool;

namespace Portal.Domain.Reviews;

/// <summary>What becomes of an invitation that waits: one reminder, and the next of the standby list when it is lost.</summary>
public sealed partial class ExpertInvitation
{
    /// <summary>When the one reminder left, UTC; null while it hasn't.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    /// <summary>When it was dealt with that it is lost, UTC; null as long as it isn't.</summary>
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

    /// <summary>Notes that it is lost, and who is invited instead. Doing it twice changes nothing.</summary>
    /// <param name="next">Of the standby list; null where nobody is.</param>
    /// <param name="now">UTC.</param>
    public void Follow(PoolExpert? next, DateTimeOffset now)
    {
        if (FollowedAt is not null || !IsLostAt(now))
            return;
        FollowedAt = now;
        if (Answer is null)
            Tell(new InvitationLapsed(Id, WaveId, now));
        if (next is not null)
            Tell(new SuccessorInvited(Id, WaveId, next.Id, Answer is not null, now));
    }
}
