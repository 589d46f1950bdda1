using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Domain.FollowUp;

/// <summary>
/// What a project reports for a milestone, on the form that the call's plan had when it was begun. It is written like a
/// dossier's section, submitted by the coordinator, and accepted or sent back by the service; each submission stays.
/// </summary>
public sealed class ProjectReport : Aggregate
{
    private ProjectReport() { }

    /// <exception cref="RefusedException">Nothing is owed for the milestone.</exception>
    public static ProjectReport Begin(
        Project project,
        Milestone milestone,
        PlannedMilestone planned,
        DateTimeOffset now
    )
    {
        if (!milestone.IsAwaited)
            throw new RefusedException(FollowUpRefusals.NotAwaited);
        return new ProjectReport
        {
            Id = ReportId.New(),
            ProjectId = project.Id,
            DossierId = project.DossierId,
            CallId = project.CallId,
            MilestoneId = milestone.Id,
            Sections = planned.Sections,
            BegunAt = now,
        };
    }

    public ReportId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public DossierId DossierId { get; private set; }

    public CallId CallId { get; private set; }

    public MilestoneId MilestoneId { get; private set; }

    /// <summary>What it asks.</summary>
    public IReadOnlyList<FormSection> Sections { get; private set; } = [];

    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>As typed.</summary>
    public Answers Answers { get; private set; } = Answers.None;

    /// <summary>0 until the first save, then one more at each.</summary>
    public int Revision { get; private set; }

    public DateTimeOffset? SavedAt { get; private set; }

    public PersonId? SavedBy { get; private set; }

    /// <summary>All that were made, oldest first; the last one counts.</summary>
    public IReadOnlyList<ReportSubmission> Submissions { get; private set; } = [];

    /// <summary>When it was last sent back, with what is asked; null while it is with the service, or accepted.</summary>
    public ReportReturn? Return { get; private set; }

    public ReportAcceptance? Acceptance { get; private set; }

    /// <summary>Whether its carrier writes it now.</summary>
    public bool IsWritten => Acceptance is null && (Submissions.Count == 0 || Return is not null);

    /// <summary>As the form engine reads it.</summary>
    public Form Form => PlannedMilestone.FormOf(CallId, Sections, BegunAt);

    /// <summary>Saves what was typed, all of it.</summary>
    /// <param name="milestone">That it is for.</param>
    /// <param name="answers">As typed.</param>
    /// <param name="revision">The one that the writer had before them.</param>
    /// <param name="by">Of the team.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">
    /// It is with the service, nothing is owed any more, or somebody else saved it since.
    /// </exception>
    public void Save(Milestone milestone, Answers answers, int revision, PersonId by, DateTimeOffset now)
    {
        EnsureWritten(milestone);
        if (revision != Revision)
            throw new RefusedException(FollowUpRefusals.SavedSince);
        (Answers, Revision, SavedAt, SavedBy) = (answers, Revision + 1, now, by);
    }

    /// <summary>What keeps it from being submitted, place by place.</summary>
    public IReadOnlyList<Obstacle> Obstacles => FormObstacles.In(Form, Answers);

    /// <param name="project">That it is of.</param>
    /// <param name="dossier">Whose coordinator submits.</param>
    /// <param name="by">The coordinator.</param>
    /// <param name="now">UTC.</param>
    public void Submit(Project project, Dossier dossier, PersonId by, DateTimeOffset now)
    {
        dossier.EnsureCoordinator(by);
        var milestone = project.Milestone(MilestoneId);
        EnsureWritten(milestone);
        if (Obstacles is { Count: > 0 } obstacles)
            throw new RefusedException([.. obstacles.Select(obstacle => obstacle.Reason)]);
        var isLate = !milestone.Due.Accepts(now);
        Submissions = [.. Submissions, new ReportSubmission(Answers, by, now)];
        Return = null;
        milestone.Submitted(now);
        Tell(new ReportSubmitted(ProjectId, DossierId, MilestoneId, Submissions.Count, isLate, by, now));
    }

    /// <summary>Sends it back, with what is to be changed.</summary>
    /// <param name="due">Until when; null where the milestone's day holds, which lies ahead then.</param>
    public void SendBack(Project project, string words, DateOnly? due, PersonId by, DateTimeOffset now)
    {
        EnsureWithService();
        EnsureNotOwn(by);
        FollowUpText.EnsureSaid(words);
        var milestone = project.Milestone(MilestoneId);
        if (project.Ending is not null && milestone.Kind != MilestoneKind.FinalReport)
            throw new RefusedException(FollowUpRefusals.Ended);
        if (!(due is { } day ? Milestone.EndOf(day) : milestone.Due).Accepts(now))
            throw new RefusedException(FollowUpRefusals.DayAhead);
        Return = new ReportReturn(words.Trim(), by, now);
        milestone.Returned(due, now);
        Tell(new ReportSentBack(ProjectId, DossierId, MilestoneId, by, now));
    }

    /// <summary>Accepts it; with the final report, which comes after all others, the project is completed.</summary>
    /// <param name="project">That it is of.</param>
    /// <param name="justified">The spending of the aid that the service accepts by it, in euros.</param>
    /// <param name="words">For the carrier; may be empty.</param>
    /// <param name="by">Staff.</param>
    /// <param name="now">UTC.</param>
    public void Accept(Project project, Money justified, string words, PersonId by, DateTimeOffset now)
    {
        EnsureWithService();
        EnsureNotOwn(by);
        FollowUpText.EnsureNotTooLong(words);
        if (project.Milestone(MilestoneId) is { Kind: MilestoneKind.FinalReport } final && project.HasOpenBeside(final))
            throw new RefusedException(FollowUpRefusals.OthersFirst);
        Acceptance = new ReportAcceptance(justified, words.Trim(), by, now);
        var milestone = project.Milestone(MilestoneId);
        milestone.Accepted(now);
        Tell(new ReportAccepted(ProjectId, DossierId, MilestoneId, justified.Euros, by, now));
        if (milestone.Kind == MilestoneKind.FinalReport)
            project.Complete(now);
    }

    /// <exception cref="RefusedException">It is with the service, or nothing is owed for its milestone any more.</exception>
    public void EnsureWritten(Milestone milestone)
    {
        if (!IsWritten)
            throw new RefusedException(FollowUpRefusals.WithService);
        if (!milestone.IsAwaited)
            throw new RefusedException(FollowUpRefusals.NotAwaited);
    }

    /// <summary>Who wrote of it, as a carrier then, doesn't judge it.</summary>
    private void EnsureNotOwn(PersonId by)
    {
        if (SavedBy == by || Submissions.Any(one => one.By == by))
            throw new RefusedException(FollowUpRefusals.FourEyes);
    }

    private void EnsureWithService()
    {
        if (IsWritten)
            throw new RefusedException(FollowUpRefusals.WithCarrier);
        if (Acceptance is not null)
            throw new RefusedException(FollowUpRefusals.ReportAccepted);
    }
}

public sealed record ReportSubmission(Answers Answers, PersonId By, DateTimeOffset At);

public sealed record ReportReturn(string Words, PersonId By, DateTimeOffset At);

public sealed record ReportAcceptance(Money Justified, string Words, PersonId By, DateTimeOffset At);
