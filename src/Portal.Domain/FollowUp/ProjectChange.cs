using Portal.Domain.Dossiers;

namespace Portal.Domain.FollowUp;

public enum ProjectChangeKind
{
    /// <summary>A partner joins or leaves.</summary>
    Partner,

    /// <summary>Another organisation coordinates.</summary>
    Coordinator,

    /// <summary>The project ends later.</summary>
    Extension,
    Suspension,
    Resumption,
    Abandonment,

    /// <summary>A part of the budget is spent in another year.</summary>
    CarryOver,
}

/// <summary>
/// What a carrier asks to be changed in the course of its project. Nothing changes until the service grants it; what is
/// granted changes the project and the dates that lie ahead in the same act.
/// </summary>
public sealed class ProjectChange : Aggregate
{
    private ProjectChange() { }

    /// <param name="project">That goes on.</param>
    /// <param name="dossier">Whose coordinator asks.</param>
    /// <param name="matter">What is asked.</param>
    /// <param name="earlier">All changes of the project.</param>
    /// <param name="by">The coordinator.</param>
    /// <param name="now">UTC.</param>
    public static ProjectChange Ask(
        Project project,
        Dossier dossier,
        ChangeMatter matter,
        IReadOnlyList<ProjectChange> earlier,
        PersonId by,
        DateTimeOffset now
    )
    {
        dossier.EnsureCoordinator(by);
        if (matter.ObstacleFor(project, now) is { } obstacle)
            throw new RefusedException(obstacle);
        if (earlier.Any(one => one.Decision is null && one.Matter.Kind == matter.Kind))
            throw new RefusedException(FollowUpRefusals.ChangeAsked);
        var change = new ProjectChange
        {
            Id = ProjectChangeId.New(),
            ProjectId = project.Id,
            DossierId = project.DossierId,
            Matter = matter,
            AskedBy = by,
            AskedAt = now,
        };
        change.Tell(new ChangeAsked(project.Id, project.DossierId, change.Id, matter.Kind, by, now));
        return change;
    }

    public ProjectChangeId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public DossierId DossierId { get; private set; }

    public ChangeMatter Matter { get; private set; } = null!;

    public PersonId AskedBy { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public ChangeDecision? Decision { get; private set; }

    /// <summary>Grants it: the project changes by it, now.</summary>
    /// <exception cref="RefusedException">It is decided already, by asked for it, or it can't be granted any more.</exception>
    public void Grant(Project project, string words, PersonId by, DateTimeOffset now)
    {
        FollowUpText.EnsureNotTooLong(words);
        if (Matter.ObstacleFor(project, now) is { } obstacle)
            throw new RefusedException(obstacle);
        Decide(isGranted: true, words, by, now);
        project.Take(Matter, by, now);
    }

    public void Refuse(string reason, PersonId by, DateTimeOffset now)
    {
        FollowUpText.EnsureSaid(reason);
        Decide(isGranted: false, reason, by, now);
    }

    private void Decide(bool isGranted, string words, PersonId by, DateTimeOffset now)
    {
        if (Decision is not null)
            throw new RefusedException(FollowUpRefusals.ChangeDecided);
        if (by == AskedBy)
            throw new RefusedException(FollowUpRefusals.FourEyes);
        Decision = new ChangeDecision(isGranted, words.Trim(), by, now);
        Tell(new ChangeDecided(ProjectId, DossierId, Id, Matter.Kind, isGranted, by, now));
    }
}

/// <param name="Words">The carrier reads them.</param>
public sealed record ChangeDecision(bool IsGranted, string Words, PersonId By, DateTimeOffset At);
