namespace Portal.Domain.People;

/// <summary>What keeps an account from being erased now, though its owner asks.</summary>
public enum ErasureObstacle
{
    /// <summary>Work for the programme: an administrator takes the role back first.</summary>
    Role,

    /// <summary>The only one who answers for a draft: it is handed over or removed first.</summary>
    Coordinates,

    /// <summary>What was filed and is being judged, or a project that was granted aid: somebody must answer for it.</summary>
    Running,

    /// <summary>Reviews that were promised: they are submitted or given back first.</summary>
    ReviewsOwed,

    /// <summary>A seat in a jury that hasn't sat yet.</summary>
    Seated,
}

/// <param name="Title">What it is about, as the person knows it; empty where it is about no one thing.</param>
/// <param name="Path">Where it can be mended; null where the person can't mend it.</param>
public sealed record ErasureStop(ErasureObstacle Obstacle, string Title = "", string? Path = null);

/// <summary>
/// The right to be forgotten (GDPR, art. 17): asked for by the account's owner, done after some days in which signing in
/// undoes it. It doesn't reach what a public task or a legal claim needs (art. 17(3)(b) and (e)).
/// </summary>
public static class AccountErasure
{
    public static readonly TimeSpan CoolingOff = TimeSpan.FromDays(7);

    public static DateTimeOffset DueAt(DateTimeOffset asked) => asked + CoolingOff;

    /// <exception cref="RefusedException">Something keeps it.</exception>
    public static void EnsureFree(IReadOnlyList<ErasureStop> stops)
    {
        if (stops.Count > 0)
            throw new RefusedException([.. stops.Select(stop => PersonRefusals.Kept(stop.Obstacle, stop.Title))]);
    }
}
