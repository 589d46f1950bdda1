using Portal.Domain.Dossiers;
using Portal.Domain.Waves;

namespace Portal.Domain.Decisions;

/// <summary>
/// The winners of a wave (or of one of its cut-offs), prepared by one person, approved by another, public from
/// its moment on. Whether it is public follows from the clock; the job that comes after only notes it and lets the
/// mails go.
/// </summary>
public sealed class WinnerList : Aggregate
{
    private readonly List<Winner> _winners = [];

    private WinnerList() { }

    /// <summary>Prepares a list from decisions; each decision is carried by one list at most.</summary>
    /// <exception cref="RefusedException">
    /// No winner among them, one is carried by another list, two have the same place on the reserve, or a cut-off for which
    /// one is kept has passed by then.
    /// </exception>
    public static WinnerList Prepare(
        Wave wave,
        IReadOnlyList<(Dossier Dossier, Decision Decision)> decisions,
        DateTimeOffset publishAt,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (decisions.All(pair => pair.Decision.Outcome != Outcome.Funded))
            throw new RefusedException(DecisionRefusals.NoWinner);
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
        };
        foreach (var (dossier, decision) in decisions)
        {
            decision.CarryOn(list.Id);
            if (decision.Outcome == Outcome.Funded)
                list._winners.Add(Winner.Of(list.Id, dossier, decision));
        }
        list.Tell(new WinnerListPrepared(list.Id, wave.Id, list._winners.Count, publishAt, by, now));
        return list;
    }

    public WinnerListId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public PersonId PreparedBy { get; private set; }

    public DateTimeOffset PreparedAt { get; private set; }

    /// <summary>The moment from which the list is public, once approved; UTC.</summary>
    public DateTimeOffset PublishAt { get; private set; }

    public PersonId? ApprovedBy { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>When the portal noted the publication and let the mails go, UTC.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>When the list was given up before its approval, UTC.</summary>
    public DateTimeOffset? DroppedAt { get; private set; }

    public IReadOnlyList<Winner> Winners => _winners;

    public bool IsPublicAt(DateTimeOffset now) => ApprovedAt is not null && PublishAt <= now;

    /// <summary>Approves: always by a second person (four eyes), who gains nothing by it.</summary>
    /// <param name="by">Who approves.</param>
    /// <param name="teams">The people of the teams whose dossiers the list decides on.</param>
    /// <param name="now">The moment, UTC.</param>
    public void Approve(PersonId by, IReadOnlySet<PersonId> teams, DateTimeOffset now)
    {
        EnsureNotDropped();
        if (ApprovedAt is not null)
            return;
        if (by == PreparedBy)
            throw new RefusedException(DecisionRefusals.FourEyes);
        if (teams.Contains(by))
            throw new RefusedException(DecisionRefusals.OwnDossier);
        (ApprovedBy, ApprovedAt) = (by, now);
        // Approved late, it is public from the approval: nothing becomes public in the past.
        PublishAt = PublishAt < now ? now : PublishAt;
        Tell(new WinnerListApproved(Id, WaveId, PublishAt, by, now));
    }

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
        Tell(new WinnerListPublished(Id, WaveId, By: null, now));
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
