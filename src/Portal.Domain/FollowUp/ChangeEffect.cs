namespace Portal.Domain.FollowUp;

/// <summary>What a change would do to the dates of a project if it were granted now.</summary>
/// <param name="EndsFrom">The day after the last one as it stands; null until an agreement is signed.</param>
/// <param name="EndsTo">As it would be then.</param>
/// <param name="Milestones">Those that the project still owes, in the order in which they are due now.</param>
public sealed record ChangeEffect(DateOnly? EndsFrom, DateOnly? EndsTo, IReadOnlyList<MilestoneEffect> Milestones)
{
    public bool MovesSomething => EndsFrom != EndsTo || Milestones.Any(one => one.IsMoved || one.IsWaived);
}

/// <param name="From">As it stands.</param>
/// <param name="To">As it would be then.</param>
/// <param name="IsWaived">Whether nothing would be owed for it any more.</param>
public sealed record MilestoneEffect(LocalizedText Title, Deadline From, Deadline To, bool IsWaived)
{
    public bool IsMoved => From != To;
}

public sealed partial class Project
{
    /// <summary>Finds out on a copy what granting a change would do; nothing of this project changes.</summary>
    /// <exception cref="RefusedException">It can't be granted now.</exception>
    public ChangeEffect EffectOf(ChangeMatter asked, DateTimeOffset now)
    {
        if (asked.ObstacleFor(this, now) is { } obstacle)
            throw new RefusedException(obstacle);
        var then = Copy();
        then.Take(asked, by: default, now);
        return new ChangeEffect(
            EndsOn,
            then.EndsOn,
            [.. Milestones.Where(one => one.IsOpen).Select(one => EffectOn(one, then.Milestone(one.Id)))]
        );
    }

    /// <summary>With its dates and milestones.</summary>
    private Project Copy()
    {
        var copy = new Project
        {
            Id = Id,
            DossierId = DossierId,
            StartsOn = StartsOn,
            EndsOn = EndsOn,
            Suspension = Suspension,
            Ending = Ending,
        };
        copy._milestones.AddRange(_milestones.Select(one => one.Copy()));
        return copy;
    }

    private static MilestoneEffect EffectOn(Milestone now, Milestone then) =>
        new(now.Title, now.Due, then.Due, then.WaivedAt is not null);
}
