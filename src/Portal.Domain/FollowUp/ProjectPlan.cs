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
        var then = new Project
        {
            Id = Id,
            DossierId = DossierId,
            StartsOn = StartsOn,
            EndsOn = EndsOn,
            Suspension = Suspension,
        };
        then._milestones.AddRange(_milestones.Select(one => one.Copy()));
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
                its.Replan(planned, DueUnder(planned, before.Milestone(planned.Key), its));
        Waive(one => one.SubmittedAt is null && plan.Milestone(one.Key) is null, now);
    }

    private void Add(PlannedMilestone planned, DateTimeOffset now)
    {
        var due = planned.DueFor(StartsOn!.Value, EndsOn!.Value);
        var milestone = new Milestone(Id, planned, due);
        if (milestone.Due.Accepts(now))
            _milestones.Add(milestone);
    }

    /// <summary>Where only the months change, what was moved since stays moved.</summary>
    private DateOnly DueUnder(PlannedMilestone planned, PlannedMilestone? before, Milestone its) =>
        its.WaivedAt is null && before is not null && before.Anchor == planned.Anchor
            ? DayOf(its.Due).AddMonths(planned.Months - before.Months)
            : planned.DueFor(StartsOn!.Value, EndsOn!.Value);
}
