namespace Portal.Domain.Juries;

/// <summary>A sitting before it is opened: when and where, what it will hear, when it can hear carriers.</summary>
public sealed partial class Sitting
{
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
}
