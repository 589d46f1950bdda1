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
