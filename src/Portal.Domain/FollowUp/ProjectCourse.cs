namespace Portal.Domain.FollowUp;

/// <summary>What happens to a project on its way, and what that does to the dates that lie ahead.</summary>
public sealed partial class Project
{
    /// <summary>Months after an early end within which the final report is due.</summary>
    public const int FinalReportMonths = 3;

    /// <summary>Why its interim review can't be decided yet; null where it can.</summary>
    /// <param name="id">Of the milestone.</param>
    /// <param name="opinions">How many were given by experts who are in no conflict with it.</param>
    public Refusal? ObstacleToInterim(MilestoneId id, int opinions) =>
        Milestone(id) switch
        {
            { Kind: not MilestoneKind.InterimReview } => FollowUpRefusals.NotInterim,
            { Go: not null } => FollowUpRefusals.InterimDecided,
            _ when Ending is not null => FollowUpRefusals.Ended,
            { AcceptedAt: null } => FollowUpRefusals.ReportFirst,
            _ => opinions == 0 ? FollowUpRefusals.OpinionFirst : null,
        };

    /// <summary>
    /// Says after an interim review whether the project goes on. With a no go it stops: what it owed later falls away, but
    /// for its final report.
    /// </summary>
    /// <param name="id">The interim review, whose report is accepted.</param>
    /// <param name="isGo">Whether it goes on.</param>
    /// <param name="words">Why, and under which conditions.</param>
    /// <param name="opinions">How many experts gave theirs.</param>
    /// <param name="by">Staff.</param>
    /// <param name="now">UTC.</param>
    public void DecideInterim(MilestoneId id, bool isGo, string words, int opinions, PersonId by, DateTimeOffset now)
    {
        if (ObstacleToInterim(id, opinions) is { } obstacle)
            throw new RefusedException(obstacle);
        var milestone = Milestone(id);
        FollowUpText.EnsureSaid(words);
        milestone.Decide(new GoDecision(isGo, words.Trim(), by, now));
        Tell(new InterimDecided(Id, DossierId, id, isGo, by, now));
        if (!isGo)
            End(EndingKind.Stopped, words, by, now);
    }

    /// <summary>Whether another report is open, or a go is awaited: accepting the final report would let it fall away.</summary>
    internal bool HasOpenBeside(Milestone final) =>
        Ending is null
        && _milestones.Exists(one =>
            one.Id != final.Id && (one.IsOpen || one is { Kind: MilestoneKind.InterimReview, Go: null, WaivedAt: null })
        );

    /// <summary>Does what was granted. What changes no date is told by the change itself.</summary>
    internal void Take(ChangeMatter granted, PersonId by, DateTimeOffset now)
    {
        switch (granted.Kind)
        {
            case ProjectChangeKind.Extension:
                MoveEnd(EndsOn!.Value.AddMonths(granted.Months!.Value), by, now);
                break;
            case ProjectChangeKind.Suspension:
                Suspend(granted.From!.Value, granted.Reason, by, now);
                break;
            case ProjectChangeKind.Resumption:
                Resume(granted.From!.Value, by, now);
                break;
            case ProjectChangeKind.Abandonment:
                End(EndingKind.Abandoned, granted.Reason, by, now);
                break;
        }
    }

    /// <summary>Moves the end: what is counted from it and not submitted moves with it.</summary>
    internal void MoveEnd(DateOnly to, PersonId? by, DateTimeOffset now)
    {
        if (EndsOn is not { } end || end == to)
            return;
        EndsOn = to;
        var months = (to.Year - end.Year) * 12 + to.Month - end.Month;
        var days = to.DayNumber - end.AddMonths(months).DayNumber;
        foreach (
            var milestone in _milestones.Where(one =>
                one is { Anchor: MilestoneAnchor.End, IsAwaited: true, SubmittedAt: null }
            )
        )
            Move(milestone, months, days, now);
        Tell(new ProjectEndMoved(Id, DossierId, end, to, by, now));
    }

    private void Suspend(DateOnly since, string reason, PersonId by, DateTimeOffset now)
    {
        Suspension = new Suspension(since, reason);
        Tell(new ProjectSuspended(Id, DossierId, since, by, now));
    }

    /// <summary>
    /// Goes on: what lay ahead when it was suspended is due later by as many days as it rested, what was sent back as well.
    /// </summary>
    private void Resume(DateOnly on, PersonId by, DateTimeOffset now)
    {
        var rest = Suspension!;
        var days = on.DayNumber - rest.Since.DayNumber;
        Suspension = null;
        EndsOn = EndsOn!.Value.AddDays(days);
        foreach (var milestone in _milestones.Where(one => one.IsAwaited && one.FallsIn(rest)))
            Move(milestone, months: 0, days, now);
        Tell(new ProjectResumed(Id, DossierId, on, days, by, now));
    }

    /// <summary>Its last report is accepted: nothing is owed any more. Where it had ended before, that stays its end.</summary>
    internal void Complete(DateTimeOffset now)
    {
        Waive(_ => true, now);
        if (Ending is not null)
            return;
        (Ending, Suspension) = (new ProjectEnding(EndingKind.Completed, "", By: null, now), null);
        Tell(new ProjectEnded(Id, DossierId, EndingKind.Completed, By: null, now));
    }

    /// <summary>The service ends what the decision no longer funds as agreed: what was paid and isn't justified is recovered.</summary>
    /// <exception cref="RefusedException">The decision covers what is agreed, or it is over.</exception>
    public void Withdraw(string reason, PersonId by, DateTimeOffset now)
    {
        if (!IsOverruled)
            throw new RefusedException(FollowUpRefusals.NotOverruled);
        End(EndingKind.Withdrawn, reason, by, now);
    }

    private void End(EndingKind kind, string reason, PersonId by, DateTimeOffset now)
    {
        if (Ending is not null)
            throw new RefusedException(FollowUpRefusals.Ended);
        FollowUpText.EnsureSaid(reason);
        var rest = Suspension is { } its && its.HasBegunAt(now) ? its : null;
        (Ending, Suspension) = (new ProjectEnding(kind, reason.Trim(), by, now), null);
        Waive(one => one.Kind != MilestoneKind.FinalReport, now);
        var final = Deadline.DayOf(now).AddMonths(FinalReportMonths);
        // Whose day passed while the project rested isn't late by its end.
        foreach (var one in _milestones.Where(one => one.IsAwaited && (one.FallsIn(rest) || DayOf(one.Due) > final)))
            one.MoveTo(final);
        Tell(new ProjectEnded(Id, DossierId, kind, by, now));
    }

    private void Waive(Func<Milestone, bool> which, DateTimeOffset now)
    {
        foreach (var milestone in _milestones.Where(one => one.IsAwaited && which(one)))
            milestone.Waive(now);
    }

    private void Move(Milestone milestone, int months, int days, DateTimeOffset now)
    {
        var from = milestone.Due.At;
        milestone.MoveTo(DayOf(milestone.Due).AddMonths(months).AddDays(days));
        Tell(new MilestoneMoved(Id, DossierId, milestone.Id, from, milestone.Due.At, now));
    }

    private static DateOnly DayOf(Deadline deadline) => DateOnly.FromDateTime(deadline.Civil);
}
