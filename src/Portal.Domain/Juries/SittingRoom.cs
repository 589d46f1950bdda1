namespace Portal.Domain.Juries;

/// <summary>A sitting while it is held: who comes and goes, what is called, what is written down.</summary>
public sealed partial class Sitting
{
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
}

/// <param name="InConflict">Everybody who must not hear of the item that is called.</param>
/// <param name="LastEligibleAt">When the last dossier of the agenda was found eligible: an older declaration knew less.</param>
public sealed record AtDoor(IReadOnlySet<PersonId> InConflict, DateTimeOffset? LastEligibleAt);
