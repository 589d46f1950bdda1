using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;

namespace Portal.Domain.Decisions;

/// <summary>
/// The winners of a wave (or of one of its cut-offs), prepared by one person, signed by others step by step, public from
/// its moment on. Whether it is public follows from the clock; the job that comes after only notes it and lets the
/// mails go.
/// </summary>
public sealed partial class WinnerList : Aggregate
{
    private readonly List<Winner> _winners = [];
    private readonly List<ListSignature> _signatures = [];

    private WinnerList() { }

    /// <summary>Prepares a list from decisions; each decision is carried by one list at most. It may have no winner.</summary>
    /// <param name="wave">Of the decisions.</param>
    /// <param name="decisions">What is to be told.</param>
    /// <param name="publishAt">The moment from which it is public, UTC.</param>
    /// <param name="by">Who prepares.</param>
    /// <param name="now">UTC.</param>
    /// <param name="steps">The call's own steps of approval; none where it is as usual.</param>
    /// <param name="letters">The call's own letters.</param>
    /// <exception cref="RefusedException">
    /// Nothing is decided, a decision is carried by another list, two have the same place on the reserve, or a cut-off for
    /// which one is kept has passed by then.
    /// </exception>
    public static WinnerList Prepare(
        Wave wave,
        IReadOnlyList<(Dossier Dossier, Decision Decision)> decisions,
        DateTimeOffset publishAt,
        PersonId by,
        DateTimeOffset now,
        IReadOnlyList<ApprovalStep>? steps = null,
        IReadOnlyList<LetterTemplate>? letters = null
    )
    {
        if (decisions.Count == 0)
            throw new RefusedException(DecisionRefusals.NothingDecided);
        if (decisions.Any(pair => pair.Decision.ListId is not null))
            throw new RefusedException(DecisionRefusals.Listed);
        if (publishAt < now)
            throw new RefusedException(DecisionRefusals.PublicationInThePast);
        EnsureWhole([.. decisions.Select(pair => pair.Decision)], wave, publishAt);
        var list = new WinnerList
        {
            Id = WinnerListId.New(),
            WaveId = wave.Id,
            PreparedBy = by,
            PreparedAt = now,
            PublishAt = publishAt,
            Steps = steps is { Count: > 0 } ? [.. steps] : ApprovalStep.Default,
            Letters = letters ?? [],
        };
        foreach (var (dossier, decision) in decisions)
            list.Carry(dossier, decision);
        list.Tell(new WinnerListPrepared(list.Id, wave.Id, list._winners.Count, publishAt, by, now));
        return list;
    }

    public WinnerListId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public PersonId PreparedBy { get; private set; }

    public DateTimeOffset PreparedAt { get; private set; }

    /// <summary>The moment from which the list is public, once approved; UTC.</summary>
    public DateTimeOffset PublishAt { get; private set; }

    /// <summary>The steps of its approval, as the call had them when it was prepared.</summary>
    public IReadOnlyList<ApprovalStep> Steps { get; private set; } = [];

    /// <summary>The call's own letters when it was prepared: what is signed is what goes out.</summary>
    public IReadOnlyList<LetterTemplate> Letters { get; private set; } = [];

    /// <summary>All that were given, those that hold no longer among them.</summary>
    public IReadOnlyList<ListSignature> Signatures => _signatures;

    /// <summary>What was changed since it was prepared, in order.</summary>
    public IReadOnlyList<ListChange> Changes { get; private set; } = [];

    /// <summary>Who signed the last step; null until each is signed.</summary>
    public PersonId? ApprovedBy { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>When the portal noted the publication and let the mails go, UTC.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>When the list was given up before its approval, UTC.</summary>
    public DateTimeOffset? DroppedAt { get; private set; }

    /// <summary>What its winners got when it was first public, within which its reserve moves up; null until then.</summary>
    public Money? Envelope { get; private set; }

    /// <summary>When it was last corrected, UTC.</summary>
    public DateTimeOffset? CorrectedAt { get; private set; }

    public IReadOnlyList<Winner> Winners => _winners;

    public bool IsPublicAt(DateTimeOffset now) => ApprovedAt is not null && PublishAt <= now;

    /// <summary>Gives up a list that isn't approved, and frees its decisions to be revised.</summary>
    public void Drop(IEnumerable<Decision> decisions, PersonId by, DateTimeOffset now)
    {
        EnsureNotDropped();
        if (ApprovedAt is not null)
            throw new RefusedException(DecisionRefusals.Approved);
        foreach (var decision in decisions.Where(decision => decision.ListId == Id))
            decision.TakeOff();
        DroppedAt = now;
        Tell(new WinnerListDropped(Id, WaveId, by, now));
    }

    /// <summary>Notes that the list is public and lets the mails go. Doing it twice changes nothing.</summary>
    /// <exception cref="RefusedException">Its moment has not come, or nobody approved it.</exception>
    public void Publish(DateTimeOffset now)
    {
        if (PublishedAt is not null)
            return;
        if (!IsPublicAt(now))
            throw new RefusedException(DecisionRefusals.UnderEmbargo);
        PublishedAt = now;
        Envelope = new Money(_winners.Sum(winner => winner.Amount.Euros));
        Tell(new WinnerListPublished(Id, WaveId, By: null, now));
    }

    private void Carry(Dossier dossier, Decision decision)
    {
        decision.CarryOn(Id);
        if (decision.Outcome == Outcome.Funded)
            _winners.Add(Winner.Of(Id, dossier, decision));
    }

    private static void EnsureWhole(IReadOnlyList<Decision> decisions, Wave wave, DateTimeOffset publishAt)
    {
        var twice = decisions.GroupBy(one => one.ReserveRank).FirstOrDefault(same => same.Key > 0 && same.Count() > 1);
        if (twice is not null)
            throw new RefusedException(DecisionRefusals.ReserveRankTwice(twice.Key!.Value));
        if (decisions.Any(one => one.MovesTo is { } to && wave.HasPassed(to, publishAt)))
            throw new RefusedException(DecisionRefusals.CutOffPassedByThen);
    }

    private void EnsureNotDropped()
    {
        if (DroppedAt is not null)
            throw new RefusedException(DecisionRefusals.Dropped);
    }
}
