namespace Portal.Domain.FollowUp;

/// <summary>How a project takes up another plan, which it does by an amendment alone.</summary>
public sealed partial class Project
{
    /// <summary>Finds out on a copy what would be owed, and when, if this were in force now; nothing of this project changes.</summary>
    public IReadOnlyList<Milestone> MilestonesUnder(
        AgreementTerms terms,
        FollowUpPlan plan,
        Agreement? inForce,
        DateTimeOffset now
    )
    {
        var then = Copy();
        then.Take(terms, plan, inForce, now);
        return [.. then.Milestones.Where(one => one.WaivedAt is null)];
    }

    /// <summary>
    /// What was reported stays. What is still owed takes up its new title, kind and day; what the plan leaves out falls
    /// away, and what it adds is owed unless its day has passed.
    /// </summary>
    private void Replan(FollowUpPlan before, FollowUpPlan plan, DateTimeOffset now)
    {
        foreach (var planned in plan.Milestones)
            if (Milestone(planned.Key) is not { } its)
                Add(planned, now);
            else if (its is { SubmittedAt: null, AcceptedAt: null })
                Replan(its, planned, before.Milestone(planned.Key), now);
        Waive(one => one.SubmittedAt is null && plan.Milestone(one.Key) is null, now);
    }

    /// <summary>What an earlier plan left out is owed again unless its day has passed.</summary>
    private void Replan(Milestone its, PlannedMilestone planned, PlannedMilestone? before, DateTimeOffset now)
    {
        var due = DueUnder(planned, before, its);
        if (its.WaivedAt is null || FollowUp.Milestone.EndOf(due).Accepts(now))
            its.Replan(planned, due);
    }

    private void Add(PlannedMilestone planned, DateTimeOffset now)
    {
        var due = planned.DueFor(StartsOn!.Value, EndsOn!.Value);
        var milestone = new Milestone(Id, planned, due);
        if (milestone.Due.Accepts(now))
            _milestones.Add(milestone);
    }

    /// <summary>Where only the months change, what was moved since stays moved; what counts from the start is due by the end.</summary>
    private DateOnly DueUnder(PlannedMilestone planned, PlannedMilestone? before, Milestone its)
    {
        if (its.WaivedAt is not null || before is null || before.Anchor != planned.Anchor)
            return planned.DueFor(StartsOn!.Value, EndsOn!.Value);
        var moved = DayOf(its.Due).AddMonths(planned.Months - before.Months);
        return planned.Anchor == MilestoneAnchor.Start && planned.Months != before.Months && moved > EndsOn
            ? EndsOn.Value
            : moved;
    }
}
