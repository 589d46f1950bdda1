namespace Portal.Domain.Juries;

/// <summary>A sitting of a jury: its date, its agenda, who was there, what was called when.</summary>
public sealed class Sitting : Aggregate
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

    public bool IsOpen => Opening is not null && Closing is null;

    public AgendaItem Item(AgendaItemId id) =>
        _items.Find(item => item.Id == id) ?? throw new RefusedException(JuryRefusals.NoSuchItem);

    public IReadOnlySet<PersonId> PresentAt(DateTimeOffset at) =>
        _attendances.Where(one => one.Covers(at)).Select(one => one.Person).ToHashSet();

    /// <summary>
    /// Holds it at another time or place. What was offered to carriers moves by as much; they are told, as all members
    /// are.
    /// </summary>
    /// <param name="start">When it begins now.</param>
    /// <param name="place">Where.</param>
    /// <param name="heard">The auditions of this sitting.</param>
    /// <param name="by">Who moves it.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">It was opened or cancelled, or the time has passed.</exception>
    public void Move(Deadline start, string place, IEnumerable<Audition> heard, PersonId by, DateTimeOffset now)
    {
        EnsureNotOpened();
        if (!start.Accepts(now))
            throw new RefusedException(JuryRefusals.StartPassed);
        if (start == Start && place.Trim() == Place)
            return;
        foreach (var slot in _slots)
            slot.MoveBy(start.At - Start.At);
        (Start, Place, Sequence) = (start, place.Trim(), Sequence + 1);
        foreach (var audition in heard)
            audition.FollowSitting(by, now);
        Tell(new SittingMoved(Id, start.At, Sequence, by, now));
    }

    /// <summary>It won't be held. Its auditions are cancelled with it.</summary>
    /// <param name="heard">The auditions of this sitting.</param>
    /// <param name="by">Who cancels it.</param>
    /// <param name="now">UTC.</param>
    public void Cancel(IEnumerable<Audition> heard, PersonId by, DateTimeOffset now)
    {
        EnsureNotOpened();
        foreach (var audition in heard.Where(one => one.CancelledAt is null))
            audition.Cancel(by, now);
        (Cancellation, Sequence) = (new SittingAct(by, now), Sequence + 1);
        Tell(new SittingCancelled(Id, Sequence, by, now));
    }

    /// <summary>Puts dossiers at the agenda's end, each with its minutes; those that are on it stay where they are.</summary>
    public void PutOnAgenda(IEnumerable<DossierId> dossiers, int minutes, PersonId by, DateTimeOffset now)
    {
        EnsureNotOpened();
        if (minutes is < 1 or > 240)
            throw new RefusedException(JuryRefusals.MinutesWrong);
        foreach (var dossier in dossiers.Except(_items.Select(item => item.DossierId)).ToList())
        {
            _items.Add(new AgendaItem(Id, _items.Count + 1, dossier, minutes));
            Tell(new PutOnAgenda(Id, dossier, by, now));
        }
    }

    /// <param name="id">The item.</param>
    /// <param name="hasAudition">Whether its carrier is to be heard.</param>
    /// <param name="by">Who takes it off.</param>
    /// <param name="now">UTC.</param>
    public void TakeOffAgenda(AgendaItemId id, bool hasAudition, PersonId by, DateTimeOffset now)
    {
        EnsureNotOpened();
        if (hasAudition)
            throw new RefusedException(JuryRefusals.AuditionStands);
        var gone = Item(id);
        _items.Remove(gone);
        foreach (var (item, index) in Items.Select((item, index) => (item, index)))
            item.MoveTo(index + 1);
        Tell(new TakenOffAgenda(Id, gone.DossierId, by, now));
    }

    /// <summary>Moves an item up by one; the first one stays.</summary>
    public void MoveUp(AgendaItemId id)
    {
        EnsureNotOpened();
        var item = Item(id);
        if (_items.Find(one => one.Place == item.Place - 1) is not { } above)
            return;
        above.MoveTo(item.Place);
        item.MoveTo(item.Place - 1);
    }

    /// <summary>Offers slots one after the other; none may run into another.</summary>
    public void OfferSlots(DateTimeOffset first, int minutes, int count, PersonId by, DateTimeOffset now)
    {
        EnsureNotOpened();
        if (minutes is < 5 or > 240 || count is < 1 or > 100 || first <= now)
            throw new RefusedException(JuryRefusals.SlotsWrong);
        var end = first.AddMinutes(minutes * count);
        if (_slots.Exists(slot => slot.StartsAt < end && first < slot.StartsAt.AddMinutes(slot.Minutes)))
            throw new RefusedException(JuryRefusals.SlotsOverlap);
        for (var number = 0; number < count; number++)
            _slots.Add(new AuditionSlot(Id, first.AddMinutes(minutes * number), minutes));
        Tell(new SlotsOffered(Id, first, minutes, count, by, now));
    }

    /// <summary>What keeps it from being opened; the page lists it, opening refuses on it.</summary>
    public IReadOnlyList<Refusal> ObstaclesToOpening(Jury jury) =>
        Cancellation is not null ? [JuryRefusals.Cancelled]
        : _items.Count == 0 ? [.. jury.ObstaclesToSitting(), JuryRefusals.AgendaEmpty]
        : [.. jury.ObstaclesToSitting()];

    /// <exception cref="RefusedException">It was opened before, or something keeps it from being opened.</exception>
    public void Open(Jury jury, PersonId by, DateTimeOffset now)
    {
        EnsureNotOpened();
        if (ObstaclesToOpening(jury) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        Opening = new SittingAct(by, now);
        Roll = [.. jury.Members.Select(member => new SeatHeld(member.Person, member.Role))];
        jury.Begin(Id);
        Tell(new SittingOpened(Id, by, now));
    }

    /// <summary>
    /// A member comes in, once they have said where they are in conflict; of the item that is called, they may have to
    /// stay out. Twice changes nothing.
    /// </summary>
    /// <param name="jury">Its jury.</param>
    /// <param name="person">Who comes in.</param>
    /// <param name="door">What decides whether they may.</param>
    /// <param name="by">Who says so: they themselves, or who leads and sees them.</param>
    /// <param name="now">UTC.</param>
    public void Enter(Jury jury, PersonId person, AtDoor door, PersonId by, DateTimeOffset now)
    {
        EnsureOpen();
        EnsureNotDuringPoll(person, by);
        if (jury.MemberOf(person) is not { } member)
            throw new RefusedException(JuryRefusals.NotMember);
        if (member.ConflictsDeclaredAt is not { } declared || declared < door.LastEligibleAt)
            throw new RefusedException(JuryRefusals.DeclareFirst);
        if (PresentAt(now).Contains(person))
            return;
        _attendances.Add(new Attendance(Id, person, now));
        Tell(new MemberEntered(Id, person, by, now));
        if (door.InConflict.Contains(person))
            SendAway(person);
    }

    /// <summary>Who is there and says that they are in conflict with what is called leaves the room for it.</summary>
    public void HearOfConflicts(PersonId person, IEnumerable<DossierId> dossiers, DateTimeOffset now)
    {
        if (Current is { } id && dossiers.Contains(Item(id).DossierId) && PresentAt(now).Contains(person))
            SendAway(person);
    }

    public void Leave(PersonId person, PersonId by, DateTimeOffset now)
    {
        EnsureOpen();
        EnsureNotDuringPoll(person, by);
        if (_attendances.Find(one => one.Person == person && one.Until is null) is not { } there)
            return;
        there.End(now);
        Tell(new MemberLeft(Id, person, by, now));
    }

    /// <summary>Brings an item before the room; who must not hear of it leaves.</summary>
    /// <param name="id">The item.</param>
    /// <param name="inConflict">Everybody who must not hear of it.</param>
    /// <param name="by">Who calls it.</param>
    /// <param name="now">UTC.</param>
    public void Call(AgendaItemId id, IReadOnlySet<PersonId> inConflict, PersonId by, DateTimeOffset now)
    {
        EnsureNoPoll();
        var item = Item(id);
        List<PersonId> away = [.. PresentAt(now).Intersect(inConflict).OrderBy(person => person.Value)];
        item.Call(now);
        item.SendAway(away);
        Current = id;
        Tell(new ItemCalled(Id, item.DossierId, away, by, now));
    }

    /// <summary>Writes what was said; after the sitting too, for a corrected version of its minutes.</summary>
    /// <param name="id">The item.</param>
    /// <param name="revision">The one that the writer had before them.</param>
    /// <param name="notes">What was said.</param>
    /// <param name="proposal">What the jury proposes.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">It never began, a text is too long, or somebody wrote meanwhile.</exception>
    public void WriteDown(AgendaItemId id, int revision, string notes, string proposal, PersonId by, DateTimeOffset now)
    {
        if (Opening is null)
            throw new RefusedException(JuryRefusals.NotOpen);
        if (notes.Length > NotesLimit || proposal.Length > NotesLimit)
            throw new RefusedException(JuryRefusals.NotesTooLong(NotesLimit));
        var item = Item(id);
        if (item.Revision != revision)
            throw new RefusedException(JuryRefusals.WrittenMeanwhile);
        item.WriteDown(notes, proposal);
        Tell(new ItemWrittenDown(Id, item.DossierId, by, now));
    }

    /// <summary>Ends it; whoever is still there leaves.</summary>
    public void Close(Jury jury, PersonId by, DateTimeOffset now)
    {
        EnsureNoPoll();
        foreach (var there in _attendances)
            there.End(now);
        Closing = new SittingAct(by, now);
        Current = null;
        jury.End();
        Tell(new SittingClosed(Id, by, now));
    }

    private void SendAway(PersonId person)
    {
        if (Current is { } id)
            Item(id).SendAway([person]);
    }

    internal void EndPoll() => Polling = null;

    internal void BeginPoll(PollId poll) => Polling = poll;

    internal AgendaItem ItemToVoteOn()
    {
        EnsureNoPoll();
        return Item(Current ?? throw new RefusedException(JuryRefusals.NoSuchItem));
    }

    private void EnsureNoPoll()
    {
        EnsureOpen();
        if (Polling is not null)
            throw new RefusedException(JuryRefusals.PollUnderWay);
    }

    private void EnsureOpen()
    {
        if (!IsOpen)
            throw new RefusedException(JuryRefusals.NotOpen);
    }

    /// <summary>Nobody brings about a quorum, or its loss, for others while they vote.</summary>
    private void EnsureNotDuringPoll(PersonId person, PersonId by)
    {
        if (by != person && Polling is not null)
            throw new RefusedException(JuryRefusals.PollUnderWay);
    }

    private void EnsureNotOpened()
    {
        if (Opening is not null)
            throw new RefusedException(JuryRefusals.Opened);
        if (Cancellation is not null)
            throw new RefusedException(JuryRefusals.Cancelled);
    }
}

/// <param name="InConflict">Everybody who must not hear of the item that is called.</param>
/// <param name="LastEligibleAt">When the last dossier of the agenda was found eligible: an older declaration knew less.</param>
public sealed record AtDoor(IReadOnlySet<PersonId> InConflict, DateTimeOffset? LastEligibleAt);

public sealed record SittingAct(PersonId By, DateTimeOffset At);

public sealed record SeatHeld(PersonId Person, JuryRole Role);
