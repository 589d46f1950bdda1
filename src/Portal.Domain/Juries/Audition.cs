namespace Portal.Domain.Juries;

public readonly record struct SlotId(Guid Value) : IId<SlotId>
{
    public static SlotId New() => new(Guid.CreateVersion7());

    public static SlotId From(Guid value) => new(value);
}

public readonly record struct AuditionId(Guid Value) : IId<AuditionId>
{
    public static AuditionId New() => new(Guid.CreateVersion7());

    public static AuditionId From(Guid value) => new(value);
}

/// <summary>A time at which a sitting can hear a carrier.</summary>
public sealed class AuditionSlot
{
    private AuditionSlot() { }

    internal AuditionSlot(SittingId sitting, DateTimeOffset startsAt, int minutes) =>
        (Id, SittingId, StartsAt, Minutes) = (SlotId.New(), sitting, startsAt, minutes);

    public SlotId Id { get; private set; }

    public SittingId SittingId { get; private set; }

    public DateTimeOffset StartsAt { get; private set; }

    public int Minutes { get; private set; }

    internal void MoveBy(TimeSpan span) => StartsAt += span;
}

/// <summary>
/// A carrier who is heard by a jury: they choose a slot, and move it while others are free, until a date. Its number
/// rises with every change, so that calendars take the latest.
/// </summary>
public sealed class Audition : Aggregate
{
    private Audition() { }

    public static Audition Propose(Sitting sitting, DossierId dossier, Deadline until, PersonId by, DateTimeOffset now)
    {
        EnsureProposable(sitting, dossier, until, now);
        var audition = new Audition
        {
            Id = AuditionId.New(),
            SittingId = sitting.Id,
            DossierId = dossier,
            Until = until,
            ProposedAt = now,
        };
        audition.Tell(new AuditionProposed(audition.Id, dossier, audition.Sequence, by, now));
        return audition;
    }

    /// <summary>Proposes one that was cancelled anew, with another date.</summary>
    /// <exception cref="RefusedException">It stands, or can't be proposed.</exception>
    public void ProposeAgain(Sitting sitting, Deadline until, PersonId by, DateTimeOffset now)
    {
        if (CancelledAt is null)
            throw new RefusedException(JuryRefusals.AuditionProposed);
        EnsureProposable(sitting, DossierId, until, now);
        (Until, CancelledAt, ProposedAt) = (until, null, now);
        Sequence++;
        Tell(new AuditionProposed(Id, DossierId, Sequence, by, now));
    }

    private static void EnsureProposable(Sitting sitting, DossierId dossier, Deadline until, DateTimeOffset now)
    {
        if (sitting.Cancellation is not null)
            throw new RefusedException(JuryRefusals.Cancelled);
        if (!sitting.Items.Any(item => item.DossierId == dossier))
            throw new RefusedException(JuryRefusals.NoSuchItem);
        if (sitting.Slots.Count == 0)
            throw new RefusedException(JuryRefusals.NoSlots);
        if (!until.Accepts(now))
            throw new RefusedException(JuryRefusals.UntilPassed);
    }

    public AuditionId Id { get; private set; }

    public SittingId SittingId { get; private set; }

    public DossierId DossierId { get; private set; }

    /// <summary>Until when a slot is chosen or moved.</summary>
    public Deadline Until { get; private set; } = null!;

    public DateTimeOffset ProposedAt { get; private set; }

    public SlotId? SlotId { get; private set; }

    /// <summary>One more at each change of what was told.</summary>
    public int Sequence { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>Chooses a slot, or moves to it. Choosing it twice changes nothing.</summary>
    /// <param name="slot">One of the sitting's.</param>
    /// <param name="isTaken">Whether another carrier has it.</param>
    /// <param name="by">The dossier's coordinator.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">The date has passed, the slot is taken or of another sitting, or it is cancelled.</exception>
    public void Choose(AuditionSlot slot, bool isTaken, PersonId by, DateTimeOffset now)
    {
        EnsureHeld();
        if (!Until.Accepts(now) || slot.StartsAt <= now)
            throw new RefusedException(JuryRefusals.UntilPassed);
        if (slot.SittingId != SittingId)
            throw new RefusedException(JuryRefusals.NoSlots);
        if (slot.Id == SlotId)
            return;
        if (isTaken)
            throw new RefusedException(JuryRefusals.SlotTaken);
        var isMove = SlotId is not null;
        Sequence += isMove ? 1 : 0;
        SlotId = slot.Id;
        Tell(new SlotChosen(Id, DossierId, slot.Id, Sequence, isMove, by, now));
    }

    /// <summary>The jury won't hear the carrier; the slot is free again.</summary>
    public void Cancel(PersonId by, DateTimeOffset now)
    {
        EnsureHeld();
        Sequence++;
        Tell(new AuditionCancelled(Id, DossierId, SlotId, Sequence, by, now));
        (SlotId, CancelledAt) = (null, now);
    }

    /// <summary>
    /// The sitting is held elsewhere or at another time: who has a slot keeps it, who has none yet has others to choose
    /// from. Both are told.
    /// </summary>
    internal void FollowSitting(PersonId by, DateTimeOffset now)
    {
        if (CancelledAt is not null)
            return;
        Sequence++;
        if (SlotId is { } slot)
            Tell(new SlotChosen(Id, DossierId, slot, Sequence, IsMove: true, by, now));
        else
            Tell(new SlotsMoved(Id, DossierId, Sequence, by, now));
    }

    private void EnsureHeld()
    {
        if (CancelledAt is not null)
            throw new RefusedException(JuryRefusals.AuditionCancelled);
    }
}

public abstract record AuditionEvent(AuditionId Audition, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override Subject Subject => new("audition", Audition.Value);
}

public sealed record AuditionProposed(
    AuditionId Audition,
    DossierId Dossier,
    int Sequence,
    PersonId? By,
    DateTimeOffset At
) : AuditionEvent(Audition, Dossier, By, At)
{
    public override string Name => "audition.proposed";
}

/// <param name="IsMove">Whether it was set for another time or place before.</param>
public sealed record SlotChosen(
    AuditionId Audition,
    DossierId Dossier,
    SlotId Slot,
    int Sequence,
    bool IsMove,
    PersonId? By,
    DateTimeOffset At
) : AuditionEvent(Audition, Dossier, By, At)
{
    public override string Name => "audition.slot-chosen";
}

/// <summary>The slots among which nobody chose for it yet are at another time or place.</summary>
public sealed record SlotsMoved(AuditionId Audition, DossierId Dossier, int Sequence, PersonId? By, DateTimeOffset At)
    : AuditionEvent(Audition, Dossier, By, At)
{
    public override string Name => "audition.slots-moved";
}

/// <param name="Slot">The one that was chosen; null where none was.</param>
public sealed record AuditionCancelled(
    AuditionId Audition,
    DossierId Dossier,
    SlotId? Slot,
    int Sequence,
    PersonId? By,
    DateTimeOffset At
) : AuditionEvent(Audition, Dossier, By, At)
{
    public override string Name => "audition.cancelled";
}
