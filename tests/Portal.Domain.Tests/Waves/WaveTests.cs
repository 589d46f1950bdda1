namespace Portal.Domain.Tests.Waves;

[TestFixture]
internal sealed class WaveTests
{
    private static readonly DateTime First = Build.Civil(2024, 4, 9, 12, 0);
    private static readonly DateTime Last = Build.Civil(2025, 4, 8, 12, 0);

    private static Wave TwoCutOffs() => Build.Wave(Build.Call(), 0, First, Last);

    [Test]
    public void Its_state_follows_from_the_clock()
    {
        var wave = TwoCutOffs();
        Assert.That(wave.StateAt(Build.Opening.AddTicks(-1)), Is.EqualTo(WaveState.Announced));
        Assert.That(wave.StateAt(Build.Opening), Is.EqualTo(WaveState.Open));
        Assert.That(
            wave.StateAt(Build.Paris(2024, 4, 9, 12, 0, 1)),
            Is.EqualTo(WaveState.Open),
            "an interim cut-off closes nothing"
        );
        Assert.That(wave.StateAt(Build.Paris(2025, 4, 8, 12, 0, 1)), Is.EqualTo(WaveState.Closed));
    }

    [Test]
    public void What_is_filed_counts_for_the_next_cut_off()
    {
        var wave = TwoCutOffs();
        Assert.That(wave.CutOffFor(Build.Opening.AddDays(1))!.Number, Is.EqualTo(1));
        Assert.That(wave.CutOffFor(Build.Paris(2024, 4, 9, 12, 0, 1))!.Number, Is.EqualTo(2));
        Assert.That(wave.CutOffFor(Build.Opening.AddDays(-1)), Is.Null);
        Assert.That(wave.CutOffFor(Build.Paris(2025, 4, 8, 12, 0, 1)), Is.Null);
    }

    [Test]
    public void Closing_notes_each_passed_cut_off_once()
    {
        var wave = TwoCutOffs();
        wave.Close(Build.Paris(2024, 4, 10, 0, 0));
        wave.Close(Build.Paris(2024, 4, 11, 0, 0));
        Assert.That(wave.Events.OfType<CutOffFrozen>().Count(), Is.EqualTo(1));
        Assert.That(wave.CutOffs[1].FrozenAt, Is.Null);
    }

    [Test]
    public void A_cut_off_moves_while_it_has_not_passed_and_keeps_its_order()
    {
        var wave = TwoCutOffs();
        var now = Build.Paris(2024, 2, 1, 9, 0);
        var first = wave.CutOffs[0].Id;
        Assert.That(
            Build.CodesOf(() => wave.MoveCutOff(first, new Deadline(Last), Build.Officer, now)),
            Is.EqualTo(new[] { "wave.cut-offs-out-of-order" })
        );
        Assert.That(
            Build.CodesOf(() =>
                wave.MoveCutOff(first, new Deadline(Build.Civil(2024, 1, 31, 9, 0)), Build.Officer, now)
            ),
            Is.EqualTo(new[] { "wave.date-in-the-past" })
        );
        Assert.That(
            Build.CodesOf(() =>
                wave.MoveCutOff(
                    first,
                    new Deadline(Build.Civil(2024, 6, 1, 9, 0)),
                    Build.Officer,
                    Build.Paris(2024, 5, 1, 9, 0)
                )
            ),
            Is.EqualTo(new[] { "wave.cut-off-passed" })
        );
        wave.MoveCutOff(first, new Deadline(Build.Civil(2024, 5, 2, 12, 0)), Build.Officer, now);
        Assert.That(wave.CutOffs[0].Deadline.At, Is.EqualTo(Build.Paris(2024, 5, 2, 12, 0)));
        Assert.That(wave.Events.OfType<CutOffMoved>().Single().From, Is.EqualTo(Build.Paris(2024, 4, 9, 12, 0)));
    }

    [Test]
    public void A_cut_off_moves_to_another_date_after_the_opening()
    {
        var wave = TwoCutOffs();
        var first = wave.CutOffs[0].Id;
        var announced = Build.Opening.AddDays(-30);
        Assert.That(
            Build.CodesOf(() => wave.MoveCutOff(first, new Deadline(First), Build.Officer, announced)),
            Is.EqualTo(new[] { "wave.date-unchanged" })
        );
        Assert.That(
            Build.CodesOf(() =>
                wave.MoveCutOff(first, new Deadline(Build.Civil(2024, 1, 8, 9, 0)), Build.Officer, announced)
            ),
            Is.EqualTo(new[] { "wave.closes-before-it-opens" })
        );
        Assert.That(wave.Events, Is.Empty);
    }

    [Test]
    public void An_opening_moves_until_it_has_come()
    {
        var wave = TwoCutOffs();
        var announced = Build.Opening.AddDays(-30);
        string[] CodesOf(DateTimeOffset to, DateTimeOffset now) =>
            [.. Build.CodesOf(() => wave.MoveOpening(to, Build.Officer, now))];

        Assert.That(CodesOf(Build.Opening.AddDays(1), Build.Opening), Is.EqualTo(new[] { "wave.already-open" }));
        Assert.That(CodesOf(Build.Opening, announced), Is.EqualTo(new[] { "wave.date-unchanged" }));
        Assert.That(CodesOf(announced.AddDays(-1), announced), Is.EqualTo(new[] { "wave.date-in-the-past" }));
        Assert.That(
            CodesOf(wave.CutOffs[0].Deadline.At, announced),
            Is.EqualTo(new[] { "wave.closes-before-it-opens" })
        );
        wave.MoveOpening(Build.Opening.AddDays(1), Build.Officer, announced);
        Assert.That(wave.OpensAt, Is.EqualTo(Build.Opening.AddDays(1)));
        Assert.That(wave.Events.OfType<OpeningMoved>().Single().From, Is.EqualTo(Build.Opening));
    }

    [Test]
    public void A_new_grace_holds_for_the_cut_offs_ahead_and_moves_none()
    {
        var wave = TwoCutOffs();
        wave.KeepGrace(TimeSpan.FromSeconds(300), Build.Officer, Build.Paris(2024, 4, 10, 9, 0));
        wave.KeepGrace(TimeSpan.FromSeconds(300), Build.Officer, Build.Paris(2024, 4, 11, 9, 0));
        Assert.That(wave.CutOffs.Select(cutOff => cutOff.Deadline.GraceSeconds), Is.EqualTo(new[] { 0, 300 }));
        Assert.That(wave.CutOffs[1].Deadline.Civil, Is.EqualTo(Last));
        Assert.That(wave.Events.Select(told => told.Name), Is.EqualTo(new[] { "wave.grace-set" }));
    }

    [Test]
    public void A_note_is_told_once()
    {
        var wave = TwoCutOffs();
        wave.Annotate(Build.Text("Note"), announced: null, by: null, Build.Opening);
        wave.Annotate(Build.Text("Note"), announced: null, by: null, Build.Opening);
        Assert.That(wave.Events.Select(told => told.Name), Is.EqualTo(new[] { "wave.annotated" }));
    }

    [Test]
    public void A_wave_has_a_cut_off_and_opens_before_it()
    {
        Assert.That(
            Build.CodesOf(() => _ = new Wave(CallId.New(), 1, Build.Opening, [])),
            Is.EqualTo(new[] { "wave.no-cut-off" })
        );
        Assert.That(
            Build.CodesOf(() => _ = new Wave(CallId.New(), 1, Build.Closing, [new Deadline(First)])),
            Is.EqualTo(new[] { "wave.closes-before-it-opens" })
        );
    }
}
