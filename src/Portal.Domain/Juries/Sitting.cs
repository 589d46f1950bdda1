namespace Portal.Domain.Juries;

/// <summary>Where a sitting stands.</summary>
public enum SittingState
{
    ToCome,
    UnderWay,
    Over,
    Cancelled,
}

/// <summary>A sitting of a jury: its date, its agenda, who was there, what was called when.</summary>
public sealed partial class Sitting : Aggregate
{
    public const int PlaceLimit = 300;

    /// <summary>Characters of what is written down of an item.</summary>
    public const int NotesLimit = 8_000;

    /// <summary>Minutes in calendars where the agenda tells no longer time.</summary>
    private const int AnHour = 60;

    private readonly List<AgendaItem> _items = [];
    private readonly List<Attendance> _attendances = [];
    private readonly List<AuditionSlot> _slots = [];

    private Sitting() { }

    public static Sitting Plan(Jury jury, Deadline start, string place, PersonId by, DateTimeOffset now)
    {
        if (!start.Accepts(now))
            throw new RefusedException(JuryRefusals.StartPassed);
        var sitting = new Sitting
        {
            Id = SittingId.New(),
            JuryId = jury.Id,
            WaveId = jury.WaveId,
            Start = start,
            Place = place.Trim(),
        };
        sitting.Tell(new SittingPlanned(sitting.Id, jury.Id, start.At, by, now));
        return sitting;
    }

    public SittingId Id { get; private set; }

    public JuryId JuryId { get; private set; }

    public WaveId WaveId { get; private set; }

    /// <summary>When it begins, as it was announced.</summary>
    public Deadline Start { get; private set; } = null!;

    /// <summary>Where it is held: a room, or the address of a call.</summary>
    public string Place { get; private set; } = "";

    /// <summary>0 as it was planned, then one more at each change of what calendars show.</summary>
    public int Sequence { get; private set; }

    public SittingAct? Cancellation { get; private set; }

    public SittingAct? Opening { get; private set; }

    public SittingAct? Closing { get; private set; }

    /// <summary>Who sat in the jury when it was opened, and in what role; nobody before.</summary>
    public IReadOnlyList<SeatHeld> Roll { get; private set; } = [];

    /// <summary>They sign its minutes.</summary>
    public PersonId? Chair => Roll.FirstOrDefault(seat => seat.Role == JuryRole.Chair)?.Person;

    public PersonId? Secretary => Roll.FirstOrDefault(seat => seat.Role == JuryRole.Secretary)?.Person;

    /// <summary>The item that the room is at.</summary>
    public AgendaItemId? Current { get; private set; }

    /// <summary>The vote that is under way: one at a time.</summary>
    public PollId? Polling { get; private set; }

    public IReadOnlyList<AgendaItem> Items => [.. _items.OrderBy(item => item.Place)];

    public IReadOnlyList<Attendance> Attendances => _attendances;

    /// <summary>When it can hear carriers, in order.</summary>
    public IReadOnlyList<AuditionSlot> Slots => [.. _slots.OrderBy(slot => slot.StartsAt)];

    /// <summary>How long it takes by its agenda, in minutes; an hour at least.</summary>
    public int Minutes => Math.Max(AnHour, _items.Sum(item => item.Minutes));

    public SittingState State =>
        this switch
        {
            { Cancellation: not null } => SittingState.Cancelled,
            { Closing: not null } => SittingState.Over,
            { Opening: not null } => SittingState.UnderWay,
            _ => SittingState.ToCome,
        };

    public bool IsOpen => State == SittingState.UnderWay;

    public AgendaItem Item(AgendaItemId id) =>
        _items.Find(item => item.Id == id) ?? throw new RefusedException(JuryRefusals.NoSuchItem);

    public IReadOnlySet<PersonId> PresentAt(DateTimeOffset at) =>
        _attendances.Where(one => one.Covers(at)).Select(one => one.Person).ToHashSet();

    private void EnsureNotOpened()
    {
        if (Opening is not null)
            throw new RefusedException(JuryRefusals.Opened);
        if (Cancellation is not null)
            throw new RefusedException(JuryRefusals.Cancelled);
    }
}

public sealed record SittingAct(PersonId By, DateTimeOffset At);

public sealed record SeatHeld(PersonId Person, JuryRole Role);
