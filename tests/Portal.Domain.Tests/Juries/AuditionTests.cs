using Portal.Domain.Juries;

namespace Portal.Domain.Tests.Juries;

[TestFixture]
internal sealed class AuditionTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(30);
    private static readonly Deadline Until = new(Build.Civil(2024, 5, 13, 18, 0));
    private static readonly DateTimeOffset First = Build.Paris(2024, 5, 14, 14, 0);
    private readonly DossierId _dossier = DossierId.New();
    private Sitting _sitting = null!;

    [SetUp]
    public void SittingWithSlots()
    {
        var jury = Jury.Found(WaveId.New(), "Jury", quorum: 50, Build.Officer, Now);
        _sitting = Sitting.Plan(jury, new Deadline(Build.Civil(2024, 5, 14, 14, 0)), "", Build.Officer, Now);
        _sitting.PutOnAgenda([_dossier], minutes: 30, Build.Officer, Now);
        _sitting.OfferSlots(First, minutes: 30, count: 3, Build.Officer, Now);
    }

    [Test]
    public void Slots_follow_each_other_and_run_into_none()
    {
        Assert.That(
            _sitting.Slots.Select(slot => slot.StartsAt - First),
            Is.EqualTo(new[] { 0, 30, 60 }.Select(minutes => TimeSpan.FromMinutes(minutes)))
        );
        Assert.That(
            Build.CodesOf(() => _sitting.OfferSlots(First.AddMinutes(89), 30, 1, Build.Officer, Now)),
            Is.EqualTo(new[] { "jury.slots-overlap" })
        );
        _sitting.OfferSlots(First.AddMinutes(90), 30, 1, Build.Officer, Now);
    }

    [Test]
    public void A_dossier_whose_carrier_is_to_be_heard_stays_on_the_agenda()
    {
        var item = _sitting.Items[0].Id;
        Assert.That(
            Build.CodesOf(() => _sitting.TakeOffAgenda(item, hasAudition: true, Build.Officer, Now)),
            Is.EqualTo(new[] { "jury.audition-stands" })
        );
        _sitting.TakeOffAgenda(item, hasAudition: false, Build.Officer, Now);
        Assert.That(_sitting.Items, Is.Empty);
    }

    [Test]
    public void A_slot_is_chosen_and_moved_until_the_date_and_its_number_rises()
    {
        var audition = Propose();
        Choose(audition, 0);
        Choose(audition, 0);
        Assert.That((audition.Sequence, audition.Events.OfType<SlotChosen>().Count()), Is.EqualTo((0, 1)));
        Choose(audition, 2);
        Assert.That((audition.Sequence, audition.SlotId), Is.EqualTo((1, (SlotId?)_sitting.Slots[2].Id)));
        Assert.That(Build.CodesOf(() => Choose(audition, 1, Until.EndsAt)), Is.EqualTo(new[] { "jury.until-passed" }));
        Choose(audition, 1, Until.EndsAt.AddTicks(-1));
    }

    [Test]
    public void A_slot_that_is_taken_or_of_another_sitting_is_nobody_elses()
    {
        var audition = Propose();
        Assert.That(
            Build.CodesOf(() => audition.Choose(_sitting.Slots[0], isTaken: true, Build.Carrier, Now)),
            Is.EqualTo(new[] { "jury.slot-taken" })
        );
        var other = _sitting.Slots[0];
        SittingWithSlots();
        Assert.That(
            Build.CodesOf(() => Propose().Choose(other, isTaken: false, Build.Carrier, Now)),
            Is.EqualTo(new[] { "jury.no-slots" })
        );
    }

    [Test]
    public void A_cancelled_audition_frees_its_slot_and_is_chosen_no_more()
    {
        var audition = Propose();
        Choose(audition, 0);
        audition.Cancel(Build.Officer, Now);
        Assert.That((audition.SlotId, audition.Sequence), Is.EqualTo(((SlotId?)null, 1)));
        Assert.That(Build.CodesOf(() => Choose(audition, 1)), Is.EqualTo(new[] { "jury.audition-cancelled" }));
    }

    [Test]
    public void Only_what_is_on_the_agenda_is_heard_and_by_a_date_to_come()
    {
        Assert.That(
            Build.CodesOf(() => Audition.Propose(_sitting, DossierId.New(), Until, Build.Officer, Now)),
            Is.EqualTo(new[] { "jury.no-such-item" })
        );
        Assert.That(
            Build.CodesOf(() => Audition.Propose(_sitting, _dossier, Until, Build.Officer, Until.EndsAt)),
            Is.EqualTo(new[] { "jury.until-passed" })
        );
    }

    [Test]
    public void A_sitting_that_moves_takes_its_slots_along_and_tells_who_chose_one_and_who_has_still_to()
    {
        var chosen = Propose();
        Choose(chosen, 1);
        var waiting = Audition.Propose(_sitting, _dossier, Until, Build.Officer, Now);
        var cancelled = Propose();
        cancelled.Cancel(Build.Officer, Now);
        var day = new Deadline(Build.Civil(2024, 5, 15, 9, 0));
        _sitting.Move(day, " Salle 2 ", [chosen, waiting, cancelled], Build.Officer, Now);
        Assert.Multiple(() =>
        {
            Assert.That(_sitting.Slots.Select(slot => slot.StartsAt - day.At).First(), Is.EqualTo(TimeSpan.Zero));
            Assert.That((_sitting.Place, _sitting.Sequence), Is.EqualTo(("Salle 2", 1)));
            Assert.That((chosen.Sequence, waiting.Sequence, cancelled.Sequence), Is.EqualTo((1, 1, 1)));
            Assert.That(chosen.Events.OfType<SlotChosen>().Last().IsMove, Is.True);
            Assert.That(waiting.Events.OfType<SlotsMoved>().Single().Sequence, Is.EqualTo(1));
            Assert.That(chosen.Events.Concat(cancelled.Events).OfType<SlotsMoved>(), Is.Empty);
        });
        _sitting.Move(day, "Salle 2", [chosen], Build.Officer, Now);
        Assert.That((_sitting.Sequence, chosen.Sequence), Is.EqualTo((1, 1)), "nothing changed");
        Assert.That(
            Build.CodesOf(() => _sitting.Move(day, "", [], Build.Officer, day.EndsAt)),
            Is.EqualTo(new[] { "jury.start-passed" })
        );
    }

    [Test]
    public void A_cancelled_sitting_hears_nobody_and_does_nothing_more()
    {
        var audition = Propose();
        _sitting.Cancel([audition], Build.Officer, Now);
        Assert.That(audition.CancelledAt, Is.EqualTo(Now));
        Action[] acts =
        [
            () => _sitting.Cancel([], Build.Officer, Now),
            () => _sitting.Move(_sitting.Start, "Ailleurs", [], Build.Officer, Now),
            () => _sitting.PutOnAgenda([DossierId.New()], 20, Build.Officer, Now),
            () => _sitting.OfferSlots(First.AddDays(1), 30, 1, Build.Officer, Now),
            () => audition.ProposeAgain(_sitting, Until, Build.Officer, Now),
        ];
        Assert.That(acts.SelectMany(act => Build.CodesOf(() => act())), Is.All.EqualTo("jury.cancelled"));
    }

    [Test]
    public void A_cancelled_audition_is_proposed_again_with_a_number_that_goes_on()
    {
        var audition = Propose();
        Assert.That(
            Build.CodesOf(() => audition.ProposeAgain(_sitting, Until, Build.Officer, Now)),
            Is.EqualTo(new[] { "jury.audition-proposed" })
        );
        Choose(audition, 0);
        audition.Cancel(Build.Officer, Now);
        audition.ProposeAgain(_sitting, Until, Build.Officer, Now);
        Choose(audition, 2);
        Assert.That((audition.CancelledAt, audition.Sequence), Is.EqualTo(((DateTimeOffset?)null, 2)));
        Assert.That(audition.Events.OfType<SlotChosen>().Last().IsMove, Is.False);
    }

    private Audition Propose() => Audition.Propose(_sitting, _dossier, Until, Build.Officer, Now);

    private void Choose(Audition audition, int slot, DateTimeOffset? at = null) =>
        audition.Choose(_sitting.Slots[slot], isTaken: false, Build.Carrier, at ?? Now);
}
