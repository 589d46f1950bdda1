using Portal.Domain.Calls;

namespace Portal.Domain.Cohorts;

/// <summary>Those whom a wave of an acceleration programme selected, and the year that they spend together.</summary>
public sealed class Cohort : Aggregate
{
    private Cohort() { }

    /// <summary>Begins it: the public reads of it from then on.</summary>
    /// <param name="slug">Its name in addresses.</param>
    /// <param name="call">The slug of the call that selected it.</param>
    /// <param name="wave">The number of the wave.</param>
    /// <param name="content">What it says of itself.</param>
    /// <param name="by">Null where it comes with the portal's own data.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">Something is missing.</exception>
    public static Cohort Begin(
        string slug,
        string call,
        int wave,
        CohortContent content,
        PersonId? by,
        DateTimeOffset now
    )
    {
        if (!CallNames.IsSlug(slug))
            throw new RefusedException(CohortRefusals.SlugWrong(CallNames.SlugLength));
        var begun = new Cohort
        {
            Id = CohortId.New(),
            Slug = slug,
            Call = call,
            Wave = wave,
        };
        begun.Write(content);
        begun.Tell(new CohortBegun(begun.Id, by, now));
        return begun;
    }

    public CohortId Id { get; private set; }

    public string Slug { get; private set; } = "";

    public string Call { get; private set; } = "";

    public int Wave { get; private set; }

    public CohortContent Content { get; private set; } = null!;

    /// <summary>Changes what it says of itself. Who reached a milestone before has reached it still.</summary>
    /// <exception cref="RefusedException">Something is missing.</exception>
    public void Describe(CohortContent content, PersonId? by, DateTimeOffset now)
    {
        Write(content with { Milestones = [.. content.Milestones.Select(Kept)] });
        Tell(new CohortDescribed(Id, by, now));

        CohortMilestone Kept(CohortMilestone one)
        {
            var gone = Content
                .Members.Select(member => member.Key)
                .Except(content.Members.Select(member => member.Key));
            var reached = Content.Milestones.FirstOrDefault(known => known.Key == one.Key)?.Reached ?? [];
            return one with { Reached = [.. reached.Where(reach => !gone.Contains(reach.Member))] };
        }
    }

    /// <summary>Says who has reached a milestone; the day of who had before stays.</summary>
    /// <param name="milestone">Its key.</param>
    /// <param name="members">The keys of all who have.</param>
    /// <param name="winners">The numbers of the wave's winners, who are members as well.</param>
    /// <param name="day">Today, Europe/Paris.</param>
    /// <exception cref="RefusedException">There is no such milestone or member.</exception>
    public void Reach(
        string milestone,
        IReadOnlyCollection<string> members,
        IReadOnlyCollection<string> winners,
        DateOnly day,
        PersonId by,
        DateTimeOffset now
    )
    {
        var one =
            Content.Milestones.FirstOrDefault(known => known.Key == milestone)
            ?? throw new RefusedException(CohortRefusals.NoSuchMilestone);
        var strangers = members.Except(Content.Members.Select(member => member.Key)).Except(winners);
        if (strangers.FirstOrDefault() is { } stranger)
            throw new RefusedException(CohortRefusals.NoSuchMember(stranger));
        var reached = members
            .Distinct()
            .Select(member => one.Reached.FirstOrDefault(reach => reach.Member == member) ?? new(member, day))
            .ToList();
        if (reached.ToHashSet().SetEquals(one.Reached))
            return;
        Content = Content with
        {
            Milestones = [.. Content.Milestones.Select(known => known == one ? one with { Reached = reached } : known)],
        };
        Tell(new MilestoneReached(Id, milestone, [.. members], by, now));
    }

    private void Write(CohortContent content)
    {
        var keyed = content.WithKeys();
        if (keyed.Obstacles is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        Content = keyed;
    }
}
