using Portal.Domain.FollowUp;

namespace Portal.Domain.Tests.FollowUp;

[TestFixture]
internal sealed class ResultsTests
{
    [Test]
    public void Indicators_follow_accepted_reports_in_the_order_in_which_they_are_due_and_only_what_is_marked_is_public()
    {
        var funded = Funded.Agreed();
        var at = Build.Paris(2025, 9, 1, 10, 0);
        funded.Accept("interim", 0, at);
        var results = ProjectResults.Of(Funded.Plan, funded.Project.Milestones, funded.Reports);
        Assert.That(results.Indicators.Single().Points.Select(one => one.Key), Is.EqualTo(new[] { "interim" }));
        funded.Submitted("final", at);
        funded.Accept("year-1", 0, at);
        results = ProjectResults.Of(Funded.Plan, funded.Project.Milestones, funded.Reports);
        Assert.That(
            results.Indicators.Single().Points.Select(one => (one.Key, one.Value)),
            Is.EqualTo(new[] { ("year-1", 12m), ("interim", 12m) }),
            "what is only submitted doesn’t count"
        );
        Assert.That(results.Public.IsEmpty, Is.True);
        var plan = Funded.Plan with { Indicators = [Funded.Plan.Indicators[0] with { IsPublic = true }] };
        Assert.That(
            ProjectResults.Of(plan, funded.Project.Milestones, funded.Reports).Public.Indicators,
            Has.Count.EqualTo(1)
        );
    }
}
