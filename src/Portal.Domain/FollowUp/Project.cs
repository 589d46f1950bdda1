using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;

namespace Portal.Domain.FollowUp;

public enum ProjectState
{
    /// <summary>Decided, and no agreement is signed.</summary>
    AgreementAwaited,
    Running,
    Suspended,

    /// <summary>Its last report was accepted.</summary>
    Completed,

    /// <summary>Experts and service said no go at an interim review.</summary>
    Stopped,

    /// <summary>Its carrier gave it up.</summary>
    Abandoned,

    /// <summary>The service ended it, since the decision no longer funds it as agreed.</summary>
    Withdrawn,
}

/// <summary>
/// What becomes of a winning dossier: from the decision that is told, over an agreement, milestones and payments, to its
/// end. Its dates follow from what is signed and granted; its state from what happened to it.
/// </summary>
public sealed partial class Project : Aggregate
{
    private readonly List<Milestone> _milestones = [];

    private Project() { }

    /// <summary>Opens the project of a winner, once its decision is told.</summary>
    /// <exception cref="RefusedException">The decision funds nothing, or the aid was given up.</exception>
    public static Project Open(Dossier dossier, Decision decision, DateTimeOffset now)
    {
        if (decision.Aid is not { } aid)
            throw new RefusedException(FollowUpRefusals.NotFunded);
        var project = new Project
        {
            Id = ProjectId.New(),
            DossierId = dossier.Id,
            CallId = dossier.CallId,
            WaveId = dossier.WaveId,
            Aid = aid,
            Decided = aid,
            Conditions = decision.Conditions,
            OpenedAt = now,
        };
        project.Tell(new ProjectOpened(project.Id, dossier.Id, aid.Euros, now));
        return project;
    }

    public ProjectId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public CallId CallId { get; private set; }

    public WaveId WaveId { get; private set; }

    /// <summary>As decided; once an agreement is signed, as agreed.</summary>
    public Money Aid { get; private set; }

    /// <summary>The aid by the decision as it was last told; null where it funds nothing any more.</summary>
    public Money? Decided { get; private set; }

    /// <summary>As decided; once an agreement is signed, as agreed.</summary>
    public string Conditions { get; private set; } = "";

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The first day, as agreed; null until an agreement is signed.</summary>
    public DateOnly? StartsOn { get; private set; }

    /// <summary>The day after the last one, as agreed or moved since.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>How the aid is paid, as agreed.</summary>
    public IReadOnlyList<Tranche> Tranches { get; private set; } = [];

    /// <summary>In the order in which they are due.</summary>
    public IReadOnlyList<Milestone> Milestones =>
        [.. _milestones.OrderBy(one => one.Due.At).ThenBy(one => one.Key, StringComparer.Ordinal)];

    /// <summary>Since when it rests, or from when it will; null where neither.</summary>
    public Suspension? Suspension { get; private set; }

    /// <summary>How it ended; null while it goes on.</summary>
    public ProjectEnding? Ending { get; private set; }

    /// <summary>A rest that is granted for a day to come leaves it running until then.</summary>
    public ProjectState StateAt(DateTimeOffset now) =>
        this switch
        {
            { Ending.Kind: EndingKind.Completed } => ProjectState.Completed,
            { Ending.Kind: EndingKind.Stopped } => ProjectState.Stopped,
            { Ending.Kind: EndingKind.Abandoned } => ProjectState.Abandoned,
            { Ending.Kind: EndingKind.Withdrawn } => ProjectState.Withdrawn,
            { StartsOn: null } => ProjectState.AgreementAwaited,
            _ when Suspension?.HasBegunAt(now) == true => ProjectState.Suspended,
            _ => ProjectState.Running,
        };

    public Milestone Milestone(MilestoneId id) =>
        _milestones.Find(one => one.Id == id) ?? throw new RefusedException(FollowUpRefusals.NoMilestone);

    public Milestone? Milestone(string key) => _milestones.Find(one => one.Key == key);

    public Tranche? Tranche(string key) => Tranches.FirstOrDefault(one => one.Key == key);

    /// <summary>Takes up what both sides signed: the first time it begins by it, later it changes by it.</summary>
    /// <param name="agreement">In force by now.</param>
    /// <param name="inForce">That it changes; null where it is the first.</param>
    /// <param name="now">UTC.</param>
    internal void TakeUp(Agreement agreement, Agreement? inForce, DateTimeOffset now)
    {
        var terms = agreement.Terms;
        (Aid, Conditions, Tranches) = (terms.Aid, terms.Conditions, terms.Tranches);
        Take(terms, agreement.Plan, inForce, now);
    }

    /// <summary>
    /// The day after the last one under these terms: an amendment moves the end by the months that it adds, so that what
    /// was granted and rested since stays.
    /// </summary>
    public DateOnly EndUnder(AgreementTerms terms, Agreement? inForce) =>
        EndsOn is { } end && inForce is not null
            ? end.AddMonths(terms.Months - inForce.Terms.Months)
            : terms.StartsOn.AddMonths(terms.Months);

    private void Take(AgreementTerms terms, FollowUpPlan plan, Agreement? inForce, DateTimeOffset now)
    {
        if (StartsOn is null || inForce is null)
        {
            Begin(terms, plan);
            return;
        }
        MoveEnd(EndUnder(terms, inForce), by: null, now);
        Replan(inForce.Plan, plan, now);
    }

    private void Begin(AgreementTerms terms, FollowUpPlan plan)
    {
        (StartsOn, EndsOn) = (terms.StartsOn, terms.EndsOn);
        foreach (var planned in plan.Milestones)
            _milestones.Add(new Milestone(Id, planned, planned.DueFor(terms.StartsOn, terms.EndsOn)));
    }

    /// <summary>
    /// Takes up what the decision says now, as long as nothing is agreed: another amount, an aid that was given up, or is
    /// granted after all. What is agreed stays as it is: it only knows by then whether the decision still covers it. Twice
    /// changes nothing.
    /// </summary>
    public void Follow(Decision decision, DateTimeOffset now)
    {
        var (was, decided) = (IsOverruled, decision.Aid);
        if (StartsOn is not null)
        {
            if (decided != Decided)
                TellOverruling(was, Decided = decided, now);
            return;
        }
        Decided = decided;
        (Aid, Conditions) = decided is { } aid ? (aid, decision.Conditions) : (Aid, Conditions);
        if (decided is not null && Ending is { By: null })
        {
            Ending = null;
            Tell(new ProjectOpened(Id, DossierId, Aid.Euros, now));
        }
        else if (decided is null && Ending is null)
        {
            Ending = new ProjectEnding(EndingKind.Abandoned, "", By: null, now);
            Tell(new ProjectEnded(Id, DossierId, EndingKind.Abandoned, By: null, now));
        }
    }

    private void TellOverruling(bool was, Money? decided, DateTimeOffset now)
    {
        if (Ending is { Kind: not EndingKind.Completed })
            return;
        if (IsOverruled)
            Tell(new ProjectOverruled(Id, DossierId, decided?.Euros, now));
        else if (was)
            Tell(new ProjectConfirmed(Id, DossierId, decided!.Value.Euros, now));
    }

    /// <summary>
    /// Whether the decision was corrected below what is agreed: nothing is paid until an amendment takes that up, or the
    /// service ends the project.
    /// </summary>
    public bool IsOverruled => StartsOn is not null && (Decided is not { } decided || decided.Euros < Aid.Euros);

    /// <summary>The aid that is paid at most: as agreed, and no more than the decision by now.</summary>
    internal Money Payable => IsOverruled ? Decided ?? Money.Zero : Aid;

    /// <summary>What keeps it from going on as agreed; null where nothing does.</summary>
    internal Refusal? ObstacleToGoingOnAt(DateTimeOffset now) =>
        StateAt(now) switch
        {
            ProjectState.AgreementAwaited => FollowUpRefusals.NotAgreed,
            ProjectState.Running => null,
            ProjectState.Suspended => FollowUpRefusals.Suspended,
            _ => FollowUpRefusals.Ended,
        };
}

/// <param name="Since">The first day on which the project rests.</param>
public sealed record Suspension(DateOnly Since, string Reason)
{
    public bool HasBegunAt(DateTimeOffset now) => Since <= Deadline.DayOf(now);
}

public enum EndingKind
{
    Completed,
    Stopped,
    Abandoned,
    Withdrawn,
}

/// <param name="By">Null where it follows from a report that was accepted.</param>
public sealed record ProjectEnding(EndingKind Kind, string Reason, PersonId? By, DateTimeOffset At);
