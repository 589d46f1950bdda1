using Portal.Domain.Reviews.Wishes;

namespace Portal.Domain.Waves;

/// <summary>When the experts of a wave say what they would like to review.</summary>
public sealed partial class Wave
{
    /// <summary>When they were asked for the first time, UTC; null where they never were, and wishes count for nothing.</summary>
    public DateTimeOffset? WishesAskedAt { get; private set; }

    /// <summary>Null where they aren't asked, or no longer.</summary>
    public Deadline? WishesUntil { get; private set; }

    public bool TakesWishes(DateTimeOffset now) => WishesUntil?.Accepts(now) == true;

    /// <summary>Asks for wishes, or moves the date until which they are asked for: who was asked is not told again.</summary>
    public void AskForWishes(Deadline until, PersonId by, DateTimeOffset now)
    {
        EnsurePanelOpen();
        if (!until.Accepts(now))
            throw new RefusedException(WishRefusals.EndInThePast);
        if (until == WishesUntil)
            return;
        var isMoved = TakesWishes(now);
        (WishesAskedAt, WishesUntil) = (WishesAskedAt ?? now, until);
        Tell(isMoved ? new WishesMoved(Id, until.At, by, now) : new WishesAsked(Id, until.At, by, now));
    }

    /// <summary>Ends it before its date. Doing it twice changes nothing.</summary>
    public void EndWishes(PersonId by, DateTimeOffset now)
    {
        if (!TakesWishes(now))
            return;
        WishesUntil = null;
        Tell(new WishesEnded(Id, by, now));
    }
}
