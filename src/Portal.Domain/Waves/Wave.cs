namespace Portal.Domain.Waves;

public enum WaveState
{
    Announced,
    Open,
    Closed,
}

/// <summary>
/// A wave of a call: the time in which dossiers are filed, cut into one or more cut-offs (relèves), of which the
/// last closes it, unless more follow without end. Its state follows from the clock; closing a cut-off only notes what the clock has decided.
/// </summary>
public sealed partial class Wave : Aggregate
{
    private readonly List<CutOff> _cutOffs = [];

    private Wave() { }

    /// <param name="call">The call that the wave belongs to.</param>
    /// <param name="number">1 for the first wave of a call.</param>
    /// <param name="opensAt">The instant from which dossiers can be filed, UTC.</param>
    /// <param name="cutOffs">One or more, in any order.</param>
    /// <param name="everyMonths">Where the wave never closes: months from one cut-off to the next.</param>
    public Wave(CallId call, int number, DateTimeOffset opensAt, IEnumerable<Deadline> cutOffs, int? everyMonths = null)
    {
        (Id, CallId, Number, OpensAt, EveryMonths) = (WaveId.New(), call, number, opensAt, everyMonths);
        foreach (var deadline in cutOffs.OrderBy(deadline => deadline.At))
            _cutOffs.Add(new CutOff(Id, _cutOffs.Count + 1, deadline));
        if (_cutOffs.Count == 0)
            throw new RefusedException(WaveRefusals.NoCutOff);
        if (_cutOffs[0].Deadline.At <= opensAt)
            throw new RefusedException(WaveRefusals.ClosesBeforeItOpens);
    }

    /// <summary>Announces another wave of a call.</summary>
    public static Wave Announce(
        CallId call,
        int number,
        DateTimeOffset opensAt,
        IReadOnlyList<Deadline> cutOffs,
        PersonId? by,
        DateTimeOffset now
    )
    {
        if (cutOffs.Any(deadline => !deadline.Accepts(now)))
            throw new RefusedException(WaveRefusals.DateInThePast);
        var wave = new Wave(call, number, opensAt, cutOffs);
        wave.Tell(new WaveAnnounced(wave.Id, number, opensAt, by, now));
        return wave;
    }

    public WaveId Id { get; private set; }

    public CallId CallId { get; private set; }

    public int Number { get; private set; }

    public DateTimeOffset OpensAt { get; private set; }

    /// <summary>In the order of their deadlines.</summary>
    public IReadOnlyList<CutOff> CutOffs => [.. _cutOffs.OrderBy(cutOff => cutOff.Number)];

    /// <summary>Until when experts submit their reviews; null while no date is set.</summary>
    public Deadline? ReviewsDue { get; private set; }

    /// <summary>The winners that were announced outside the portal, for waves that ran before it.</summary>
    public AnnouncedWinners? Announced { get; private set; }

    /// <summary>What is known of the dates while they are only announced.</summary>
    public LocalizedText? Note { get; private set; }

    /// <summary>
    /// Months after which one cut-off follows another, where the wave never closes; null where its last cut-off
    /// closes it.
    /// </summary>
    public int? EveryMonths { get; private set; }

    public bool IsOpenEnded => EveryMonths is not null;

    /// <summary>The last cut-off; null where the wave never closes.</summary>
    public Deadline? ClosesAt => IsOpenEnded ? null : CutOffs[^1].Deadline;

    public WaveState StateAt(DateTimeOffset now) =>
        now < OpensAt ? WaveState.Announced
        : ClosesAt?.Accepts(now) == false ? WaveState.Closed
        : WaveState.Open;

    /// <summary>The cut-off for which a dossier filed now counts; null before the wave opens and after it closes.</summary>
    public CutOff? CutOffFor(DateTimeOffset now) =>
        now < OpensAt ? null : CutOffs.FirstOrDefault(cutOff => cutOff.Deadline.Accepts(now));

    public bool HasPassed(CutOffId id, DateTimeOffset now) =>
        _cutOffs.Exists(cutOff => cutOff.Id == id && !cutOff.Deadline.Accepts(now));

    /// <summary>Notes that cut-offs have passed: what was filed for them is frozen. Doing it twice changes nothing.</summary>
    public void Close(DateTimeOffset now)
    {
        foreach (var cutOff in CutOffs.Where(cutOff => cutOff.FrozenAt is null && !cutOff.Deadline.Accepts(now)))
        {
            cutOff.Freeze(now);
            Tell(new CutOffFrozen(Id, cutOff.Id, By: null, now));
        }
        KeepAhead(by: null, now);
    }

    /// <summary>Moves a cut-off that has not passed; reminders follow, since they are derived from it.</summary>
    public void MoveCutOff(CutOffId id, Deadline to, PersonId? by, DateTimeOffset now)
    {
        if (_cutOffs.Find(candidate => candidate.Id == id) is not { } cutOff)
            throw new RefusedException(WaveRefusals.CutOffGone);
        if (!cutOff.Deadline.Accepts(now))
            throw new RefusedException(WaveRefusals.CutOffPassed);
        if (to.At == cutOff.Deadline.At)
            throw new RefusedException(WaveRefusals.DateUnchanged);
        if (!to.Accepts(now))
            throw new RefusedException(WaveRefusals.DateInThePast);
        if (to.At <= OpensAt)
            throw new RefusedException(WaveRefusals.ClosesBeforeItOpens);
        if (
            _cutOffs.Any(other =>
                other.Number < cutOff.Number
                    ? other.Deadline.At >= to.At
                    : other.Number > cutOff.Number && other.Deadline.At <= to.At
            )
        )
            throw new RefusedException(WaveRefusals.CutOffsOutOfOrder);
        var from = cutOff.Deadline.At;
        cutOff.Move(to);
        Tell(new CutOffMoved(Id, id, from, to.At, by, now));
    }

    /// <summary>Moves the opening of a wave that has not opened.</summary>
    public void MoveOpening(DateTimeOffset to, PersonId? by, DateTimeOffset now)
    {
        if (now >= OpensAt)
            throw new RefusedException(WaveRefusals.AlreadyOpen);
        if (to == OpensAt)
            throw new RefusedException(WaveRefusals.DateUnchanged);
        if (to < now)
            throw new RefusedException(WaveRefusals.DateInThePast);
        if (to >= CutOffs[0].Deadline.At)
            throw new RefusedException(WaveRefusals.ClosesBeforeItOpens);
        var from = OpensAt;
        OpensAt = to;
        Tell(new OpeningMoved(Id, from, to, by, now));
    }

    /// <summary>Takes up the call's grace for the cut-offs that lie ahead; what has passed keeps the grace it had.</summary>
    public void KeepGrace(TimeSpan grace, PersonId? by, DateTimeOffset now)
    {
        var seconds = (int)grace.TotalSeconds;
        var ahead = _cutOffs
            .Where(cutOff => cutOff.Deadline.At > now && cutOff.Deadline.GraceSeconds != seconds)
            .ToList();
        if (ahead.Count == 0)
            return;
        foreach (var cutOff in ahead)
            cutOff.Move(new Deadline(cutOff.Deadline.Civil, grace, cutOff.Deadline.Zone));
        Tell(new GraceSet(Id, seconds, by, now));
    }

    public void SetReviewsDue(Deadline due, PersonId? by, DateTimeOffset now)
    {
        if (ReviewsDue == due)
            return;
        var from = ReviewsDue?.At;
        ReviewsDue = due;
        Tell(new ReviewsDueSet(Id, due.At, by, now) { From = from });
    }

    public void Annotate(LocalizedText? note, AnnouncedWinners? announced, PersonId? by, DateTimeOffset now)
    {
        if ((note, announced) == (Note, Announced))
            return;
        (Note, Announced) = (note, announced);
        Tell(new WaveAnnotated(Id, note, announced, by, now));
    }
}
