using Portal.Domain.Exports;

namespace Portal.Domain.Tests.Exports;

[TestFixture]
internal sealed class WaveExportTests
{
    private static readonly DateTimeOffset Asked = Build.Paris(2024, 4, 10, 9, 0);

    [Test]
    public void What_was_cancelled_is_not_finished_and_what_is_finished_is_not_cancelled()
    {
        var cancelled = Export();
        cancelled.Cancel(Build.Officer, Asked.AddSeconds(5));
        Assert.That(cancelled.Finish(0, File(Asked.AddSeconds(6))), Is.False);
        Assert.That((cancelled.State, cancelled.File), Is.EqualTo((ExportState.Cancelled, (ExportedFile?)null)));

        var finished = Export();
        Assert.That(finished.Finish(0, File(Asked.AddSeconds(6))), Is.True);
        finished.Cancel(Build.Officer, Asked.AddSeconds(7));
        Assert.That(finished.State, Is.EqualTo(ExportState.Ready));
        Assert.That(finished.Finish(0, File(Asked.AddSeconds(8))), Is.False, "once");
    }

    [Test]
    public void A_try_that_another_took_over_from_ends_nothing()
    {
        var export = Export();
        Assert.That(export.Finish(1, File(Asked)), Is.False);
        export.Fail(1, Asked);
        Assert.That(export.State, Is.EqualTo(ExportState.UnderWay));
    }

    [Test]
    public void Its_file_is_kept_seven_days_to_the_moment()
    {
        var export = Export();
        export.Finish(0, File(Asked));
        Assert.That(export.IsReadyAt(Asked.AddDays(7).AddTicks(-1)), Is.True);
        Assert.That(export.IsReadyAt(Asked.AddDays(7)), Is.False);
        export.Remove(Asked.AddDays(7).AddTicks(-1));
        Assert.That(export.State, Is.EqualTo(ExportState.Ready));
        export.Remove(Asked.AddDays(7));
        Assert.That(export.State, Is.EqualTo(ExportState.Removed));
    }

    [TestCase(60, false)]
    [TestCase(61, true)]
    public void Who_waited_longer_than_a_minute_is_told(int seconds, bool isLate)
    {
        var export = Export();
        export.Finish(0, File(Asked.AddSeconds(seconds)));
        Assert.That(export.Events.OfType<ExportFinished>().Single().IsLate, Is.EqualTo(isLate));
    }

    private static WaveExport Export() => new(WaveId.New(), ExportKind.Zip, "fr", Build.Officer, Asked);

    private static ExportedFile File(DateTimeOffset at) => new(Guid.NewGuid(), 10, new string('0', 64), 3, 4, at);
}
