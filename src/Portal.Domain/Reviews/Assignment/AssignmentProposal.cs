using System.Linq.Expressions;
using Portal.Domain.Reviews.Matching;

namespace Portal.Domain.Reviews.Assignment;

public enum ProposalState
{
    UnderWay,
    Ready,

    /// <summary>No assignment keeps to the terms.</summary>
    Impossible,
    Cancelled,
    Failed,
    Accepted,
}

/// <summary>
/// Who might review which dossier of a wave: asked for by an officer, calculated by the portal, changed by hand, and in
/// force once it is accepted.
/// </summary>
public sealed partial class AssignmentProposal : AskedWork
{
    private AssignmentProposal() { }

    /// <param name="wave">A wave in whose charge the person is: the caller sees to it.</param>
    /// <exception cref="RefusedException">The terms make no sense.</exception>
    public AssignmentProposal(WaveId wave, AssignmentTerms terms, PersonId by, DateTimeOffset now)
    {
        if (AssignmentTerms.ObstaclesTo(terms) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        (Id, WaveId, Terms, By, AskedAt) = (ProposalId.New(), wave, terms, by, now);
        Tell(new AssignmentAsked(Id, wave, terms, by, now));
    }

    public ProposalId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public AssignmentTerms Terms { get; private set; } = null!;

    public PersonId By { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>When a try ended with an answer, UTC.</summary>
    public DateTimeOffset? SolvedAt { get; private set; }

    /// <summary>Null where there is no assignment.</summary>
    public AssignmentPanel? Panel { get; private set; }

    /// <summary>By their places in the panel; what is assigned already is among them.</summary>
    public IReadOnlyList<Pair> Pairs { get; private set; } = [];

    /// <summary>What no assignment on the same terms exceeds; the sum's, with the same floor where that comes first.</summary>
    public double SumBound { get; private set; }

    public double FloorBound { get; private set; }

    /// <summary>Why there is no assignment.</summary>
    public IReadOnlyList<MatchObstacle> Obstacles { get; private set; } = [];

    public DateTimeOffset? CancelledAt { get; private set; }

    public Acceptance? Acceptance { get; private set; }

    /// <summary>One more at each change by hand: who changes or accepts says which one they saw.</summary>
    public int Revision { get; private set; }

    /// <summary>The same as a condition, to count by; the index that lets a wave have one at a time says it in SQL.</summary>
    public static Expression<Func<AssignmentProposal, bool>> IsUnderWay { get; } =
        one => one.SolvedAt == null && one.CancelledAt == null && one.FailedAt == null;

    protected override bool IsAwaited => State == ProposalState.UnderWay;

    public ProposalState State =>
        StateOf(
            Acceptance is not null,
            CancelledAt is not null,
            FailedAt is not null,
            SolvedAt is not null,
            Panel is not null
        );

    /// <summary>What facts come to; lists ask without reading who could review what.</summary>
    public static ProposalState StateOf(
        bool isAccepted,
        bool isCancelled,
        bool isFailed,
        bool isSolved,
        bool hasPanel
    ) =>
        isAccepted ? ProposalState.Accepted
        : isCancelled ? ProposalState.Cancelled
        : isFailed ? ProposalState.Failed
        : !isSolved ? ProposalState.UnderWay
        : hasPanel ? ProposalState.Ready
        : ProposalState.Impossible;

    /// <summary>Stops it. What is over stays as it is.</summary>
    public void Cancel(PersonId by, DateTimeOffset now)
    {
        if (State != ProposalState.UnderWay)
            return;
        CancelledAt = now;
        Tell(new AssignmentCancelled(Id, WaveId, by, now));
    }

    /// <summary>Takes an assignment; not where it was cancelled, or another try took over.</summary>
    public void Solve(int itsTry, AssignmentPanel panel, Match match, DateTimeOffset now)
    {
        if (!IsAwaitedOf(itsTry))
            return;
        (Panel, Pairs, SolvedAt) = (panel.Shortened(match.Pairs), [.. match.Pairs.Order()], now);
        (SumBound, FloorBound) = (match.SumBound, match.FloorBound);
        Tell(
            new AssignmentSolved(
                Id,
                WaveId,
                panel.Dossiers.Count,
                match.Total,
                match.Floor,
                Panel.ProbabilitiesSha256(),
                By,
                now
            )
        );
    }

    /// <summary>Takes the reasons why there is none.</summary>
    public void Refuse(int itsTry, IReadOnlyList<MatchObstacle> obstacles, DateTimeOffset now)
    {
        if (!IsAwaitedOf(itsTry))
            return;
        (Obstacles, SolvedAt) = (obstacles, now);
        Tell(new AssignmentImpossible(Id, WaveId, By, now));
    }

    /// <summary>Puts it in force, once its reviews are assigned.</summary>
    /// <param name="refused">The pairs that can't be, and why: the rest stands.</param>
    /// <exception cref="RefusedException">There is nothing to accept, or it is accepted already.</exception>
    public void Accept(IReadOnlyList<RefusedPair> refused, PersonId by, DateTimeOffset now)
    {
        EnsureReady();
        Acceptance = new Acceptance(by, now, refused);
        Tell(new AssignmentAccepted(Id, WaveId, Added.Count - refused.Count, refused.Count, by, now));
    }

    /// <summary>The pairs that aren't assigned yet.</summary>
    public IReadOnlyList<AssignedPair> Added =>
        [
            .. Pairs
                .Where(pair =>
                    !Panel!.Dossiers[pair.Dossier].Candidates.Any(one => one.Has && one.Expert == pair.Expert)
                )
                .Select(Named),
        ];

    /// <exception cref="RefusedException">There is no assignment, or it is in force already.</exception>
    public void EnsureReady()
    {
        if (State != ProposalState.Ready)
            throw new RefusedException(
                State == ProposalState.Accepted ? AssignmentRefusals.Accepted : AssignmentRefusals.NotReady
            );
    }

    /// <exception cref="RefusedException">Somebody else changed it after it was read.</exception>
    public void EnsureAt(int revision)
    {
        EnsureReady();
        if (revision != Revision)
            throw new RefusedException(AssignmentRefusals.ChangedMeanwhile);
    }

    protected override DomainEvent Failed(DateTimeOffset now) => new AssignmentFailed(Id, WaveId, By, now);

    protected override DomainEvent AskedAgain(PersonId by, DateTimeOffset now) =>
        new AssignmentAskedAgain(Id, WaveId, by, now);
}

/// <param name="Refused">The pairs that could not be assigned.</param>
public sealed record Acceptance(PersonId By, DateTimeOffset At, IReadOnlyList<RefusedPair> Refused);

/// <summary>An expert and their dossier, by what they are elsewhere.</summary>
public sealed record AssignedPair(DossierId Dossier, ExpertId Expert);

/// <param name="Reason">Why not.</param>
public sealed record RefusedPair(DossierId Dossier, ExpertId Expert, Refusal Reason);
