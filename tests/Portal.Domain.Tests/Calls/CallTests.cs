namespace Portal.Domain.Tests.Calls;

[TestFixture]
internal sealed class CallTests
{
    [Test]
    public void New_words_and_new_rules_of_time_are_told_and_the_same_ones_again_are_not()
    {
        var call = Build.Call();
        call.EventsWritten();
        for (var time = 0; time < 2; time++)
        {
            var words = call.Presentation with { Course = [Build.Text("Dépôt")] };
            call.Describe(call.Kind, call.Operator, words, ["theme"], [], Build.Officer, Build.Opening);
            call.KeepTime(TimeSpan.FromSeconds(60), [TimeSpan.FromDays(1)], Build.Officer, Build.Opening);
        }
        Assert.That(call.Events.Select(told => told.Name), Is.EqualTo(new[] { "call.described", "call.time-kept" }));
        call.KeepTime(TimeSpan.Zero, [TimeSpan.FromDays(1)], Build.Officer, Build.Opening);
        Assert.That(call.Events.OfType<CallTimeKept>().Select(told => told.GraceSeconds), Is.EqualTo(new[] { 60, 0 }));
    }
}
