using Portal.Domain.Recommendations;

namespace Portal.Domain.Tests.Recommendations;

[TestFixture]
internal sealed class RecommendationTests
{
    private static FollowedRecommendation Begun() => new("rapport", 1, Build.Text(), Build.Text());

    private static RecommendationStep Step(RecommendationState state, string evidence = "") =>
        new(state, Build.Text("Où elle en est."), evidence, Build.Officer, Build.Opening);

    [Test]
    public void What_is_done_leads_to_what_proves_it_and_what_was_said_before_stays()
    {
        var one = Begun();
        one.Follow("Organisme", null, Step(RecommendationState.UnderWay));
        Assert.That(
            Build.CodesOf(() => one.Follow("Organisme", null, Step(RecommendationState.Done))),
            Is.EqualTo(new[] { "recommendation.evidence-missing" })
        );
        foreach (var address in new[] { "javascript:alert(1)", "http://exemple.fr", "//exemple.fr", "/\\exemple.fr" })
            Assert.That(
                Build.CodesOf(() => one.Follow("Organisme", null, Step(RecommendationState.Done, address))),
                Is.EqualTo(new[] { "recommendation.evidence-no-address" }),
                address
            );
        one.Follow("Organisme", null, Step(RecommendationState.Done, "https://exemple.fr/preuve"));
        Assert.That((one.State, one.Steps.Count), Is.EqualTo((RecommendationState.Done, 2)));
    }

    [Test]
    public void Somebody_answers_for_it_and_says_where_it_stands_in_both_languages()
    {
        var one = Begun();
        Assert.That(
            Build.CodesOf(() => one.Follow("", null, Step(RecommendationState.UnderWay))),
            Is.EqualTo(new[] { "recommendation.owner-missing" })
        );
        var half = Step(RecommendationState.UnderWay) with { Note = new LocalizedText("Où elle en est.", "") };
        Assert.That(
            Build.CodesOf(() => one.Follow("Organisme", null, half)),
            Is.EqualTo(new[] { "recommendation.note-missing" })
        );
        Assert.That((one.IsBegun, one.IsOver), Is.EqualTo((false, false)));
        one.Follow("Organisme", null, Step(RecommendationState.UnderWay));
        Assert.That((one.IsBegun, one.IsOver), Is.EqualTo((true, false)));
    }

    [Test]
    public void It_is_late_once_its_day_has_gone_by_unless_it_is_finished()
    {
        var one = Begun();
        var day = new DateOnly(2024, 1, 18);
        one.Follow("Organisme", day, Step(RecommendationState.UnderWay));
        Assert.That((one.IsLateOn(day), one.IsLateOn(day.AddDays(1))), Is.EqualTo((false, true)));
        one.Follow("Organisme", day, Step(RecommendationState.Dropped));
        Assert.That(one.IsLateOn(day.AddDays(1)), Is.False);
    }
}
