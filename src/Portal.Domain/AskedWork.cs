namespace Portal.Domain;

/// <summary>
/// Work that somebody asked for and the portal does meanwhile. Each try has a number of its own, so that one which was
/// thought dead can't end what another one took over.
/// </summary>
public abstract class AskedWork : Aggregate
{
    public const int MostTries = 3;

    /// <summary>The number of the try that is under way, or was the last one; 0 before the first.</summary>
    public int Try { get; private set; }

    /// <summary>Steps done, of <see cref="Total"/>.</summary>
    public int Done { get; protected set; }

    /// <summary>0 while it waits.</summary>
    public int Total { get; private set; }

    /// <summary>When the last try failed, UTC; null again once somebody had it tried again.</summary>
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>Whether an answer is still awaited.</summary>
    protected abstract bool IsAwaited { get; }

    /// <summary>Gives up after the last try.</summary>
    public void Fail(int itsTry, DateTimeOffset now)
    {
        if (!IsAwaitedOf(itsTry) || Try < MostTries)
            return;
        FailedAt = now;
        Tell(Failed(now));
    }

    /// <summary>Has what failed tried again, from the first try. What didn't fail goes on as it is.</summary>
    public void TryAgain(PersonId by, DateTimeOffset now)
    {
        if (FailedAt is null)
            return;
        (FailedAt, Try, Done, Total) = (null, 0, 0, 0);
        Tell(AskedAgain(by, now));
    }

    /// <summary>Whether the answer of a try is awaited: not where another one took over.</summary>
    protected bool IsAwaitedOf(int itsTry) => IsAwaited && Try == itsTry;

    protected abstract DomainEvent Failed(DateTimeOffset now);

    protected abstract DomainEvent AskedAgain(PersonId by, DateTimeOffset now);
}
