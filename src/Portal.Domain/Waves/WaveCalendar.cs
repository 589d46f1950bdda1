namespace Portal.Domain.Waves;

/// <summary>The cut-offs of a wave as they come and go, before they pass.</summary>
public sealed partial class Wave
{
    /// <summary>How many cut-offs of a wave that never closes lie ahead at least, so that one always is.</summary>
    private const int Ahead = 2;

    public const int LongestRhythm = 24;

    /// <summary>Why a cut-off can't be added there; null where it can.</summary>
    private Refusal? ObstacleToAdding(Deadline deadline, WaveUse use, DateTimeOffset now) =>
        deadline switch
        {
            _ when !deadline.Accepts(now) => WaveRefusals.DateInThePast,
            _ when deadline.At <= OpensAt => WaveRefusals.ClosesBeforeItOpens,
            _ when _cutOffs.Exists(other => other.Deadline.At == deadline.At) => WaveRefusals.CutOffTwice,
            _ when _cutOffs.Exists(other => other.Deadline.At > deadline.At && use.FiledFor.Contains(other.Id)) =>
                WaveRefusals.FiledForNext,
            _ when use.HasDossiers && !IsOpenEnded && deadline.At > CutOffs[^1].Deadline.At =>
                WaveRefusals.ClosingMoves,
            _ => null,
        };

    /// <summary>Adds a cut-off that lies ahead.</summary>
    /// <exception cref="RefusedException">It would take from carriers what they were promised.</exception>
    public void AddCutOff(Deadline deadline, WaveUse use, PersonId? by, DateTimeOffset now)
    {
        if (ObstacleToAdding(deadline, use, now) is { } obstacle)
            throw new RefusedException(obstacle);
        Add(deadline, by, now);
    }

    /// <summary>
    /// What comes next beside a cut-off that is added or taken out at this date; null where carriers count on another
    /// one before, so that nothing changes for them.
    /// </summary>
    public CutOff? NextBeside(DateTimeOffset date, DateTimeOffset now) =>
        now < OpensAt ? null
        : CutOffs.FirstOrDefault(one => one.Deadline.At != date && one.Deadline.Accepts(now)) is { } next
        && date < next.Deadline.At
            ? next
        : null;

    /// <summary>Why a cut-off can't be taken out; null where it can.</summary>
    public Refusal? ObstacleToRemoving(CutOffId id, WaveUse use, DateTimeOffset now) =>
        _cutOffs.Find(candidate => candidate.Id == id) switch
        {
            null => WaveRefusals.CutOffGone,
            var cutOff when !cutOff.Deadline.Accepts(now) => WaveRefusals.CutOffPassed,
            _ when _cutOffs.Count == 1 => WaveRefusals.NoCutOff,
            _ when use.FiledFor.Contains(id) => WaveRefusals.FiledFor,
            var cutOff when use.HasDossiers && !IsOpenEnded && cutOff == CutOffs[^1] => WaveRefusals.ClosingMoves,
            _ => null,
        };

    /// <summary>Takes out a cut-off that lies ahead and for which nothing was filed.</summary>
    public void RemoveCutOff(CutOffId id, WaveUse use, PersonId? by, DateTimeOffset now)
    {
        if (ObstacleToRemoving(id, use, now) is { } obstacle)
            throw new RefusedException(obstacle);
        var cutOff = _cutOffs.Single(one => one.Id == id);
        _cutOffs.Remove(cutOff);
        Renumber();
        Tell(new CutOffRemoved(Id, id, cutOff.Deadline.At, by, now));
        KeepAhead(by, now);
    }

    /// <summary>Lets cut-offs follow one another without end, or lets the last one close the wave.</summary>
    /// <param name="months">From one to the next; null for a wave that closes.</param>
    public void Repeat(int? months, WaveUse use, PersonId? by, DateTimeOffset now)
    {
        if (months is < 1 or > LongestRhythm)
            throw new ArgumentOutOfRangeException(nameof(months));
        if (months == EveryMonths)
            return;
        if (months is null && use.HasDossiers && !CutOffs[^1].Deadline.Accepts(now))
            throw new RefusedException(WaveRefusals.ClosingMoves);
        EveryMonths = months;
        Tell(new RhythmSet(Id, months, by, now));
        KeepAhead(by, now);
    }

    private void KeepAhead(PersonId? by, DateTimeOffset now)
    {
        while (IsOpenEnded && _cutOffs.Count(cutOff => cutOff.Deadline.Accepts(now)) < Ahead)
            Add(Following(), by, now);
    }

    /// <summary>Counted from the first one, so that a month's last day stays the last day.</summary>
    private Deadline Following()
    {
        var (first, last) = (CutOffs[0].Deadline, CutOffs[^1].Deadline);
        for (var months = EveryMonths!.Value; ; months += EveryMonths.Value)
            if (first.Civil.AddMonths(months) > last.Civil)
                return new Deadline(first.Civil.AddMonths(months), TimeSpan.FromSeconds(last.GraceSeconds), last.Zone);
    }

    private void Add(Deadline deadline, PersonId? by, DateTimeOffset now)
    {
        var added = new CutOff(Id, _cutOffs.Count + 1, deadline);
        _cutOffs.Add(added);
        Renumber();
        Tell(new CutOffAdded(Id, added.Id, deadline.At, by, now));
    }

    private void Renumber()
    {
        foreach (var (index, cutOff) in _cutOffs.OrderBy(one => one.Deadline.At).Index())
            cutOff.Renumber(index + 1);
    }
}

/// <summary>What carriers have begun in a wave, which its calendar must respect.</summary>
/// <param name="FiledFor">The cut-offs for which something was filed that still counts.</param>
public sealed record WaveUse(bool HasDossiers, IReadOnlySet<CutOffId> FiledFor)
{
    public static WaveUse None { get; } = new(HasDossiers: false, new HashSet<CutOffId>());
}
