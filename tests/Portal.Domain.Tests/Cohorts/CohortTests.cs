using Portal.Domain.Cohorts;

namespace Portal.Domain.Tests.Cohorts;

[TestFixture]
internal sealed class CohortTests
{
    private static readonly DateOnly Day = new(2024, 4, 30);
    private static readonly DateTimeOffset Now = Build.Opening;

    private static CohortContent Content(params CohortMember[] members) =>
        new(
            Build.Text(),
            Build.Text(),
            Build.Text(),
            Candidates: 162,
            members,
            [new CohortMentor("Mentor", "Organisme")],
            [new CohortStep(Day, Build.Text())],
            [new CohortMilestone(Day, Build.Text("Plan de preuve"))],
            Build.Text()
        );

    private static CohortMember Member(string name) => new(name, Build.Text());

    private static Cohort Begun() =>
        Cohort.Begin("cohorte", "appel", 1, Content(Member("Une"), Member("Deux")), Build.Officer, Now);

    private static string[] Codes(Func<CohortContent, CohortContent> change) =>
        [
            .. Build.CodesOf(() =>
                Cohort.Begin("cohorte", "appel", 1, change(Content(Member("Une"))), Build.Officer, Now)
            ),
        ];

    [Test]
    public void What_its_page_says_is_whole()
    {
        var half = new LocalizedText("Texte", "");
        Assert.That(Codes(one => one with { Summary = half }), Is.EqualTo(new[] { "cohort.words-missing" }));
        Assert.That(Codes(one => one with { Candidates = 0 }), Is.EqualTo(new[] { "cohort.too-few-candidates" }));
        Assert.That(
            Codes(one => one with { Members = [Member("Une") with { Product = half }] }),
            Is.EqualTo(new[] { "cohort.member-missing" })
        );
        Assert.That(
            Codes(one => one with { Mentors = [new CohortMentor("Mentor", "")] }),
            Is.EqualTo(new[] { "cohort.mentor-missing" })
        );
        Assert.That(
            Codes(one => one with { Sessions = [new CohortStep(Day, half)] }),
            Is.EqualTo(new[] { "cohort.step-missing" })
        );
        Assert.That(
            Codes(one => one with { Mentors = [.. Enumerable.Repeat(new CohortMentor("Mentor", "Organisme"), 101)] }),
            Is.EqualTo(new[] { "cohort.too-many" })
        );
        Assert.That(
            Codes(one => one with { Members = [Member("Une") with { Key = "a" }, Member("Deux") with { Key = "a" }] }),
            Is.EqualTo(new[] { "cohort.key-twice" })
        );
        Assert.That(
            Build.CodesOf(() => Cohort.Begin("Une cohorte", "appel", 1, Content(), Build.Officer, Now)),
            Is.EqualTo(new[] { "cohort.slug-wrong" })
        );
    }

    [Test]
    public void Each_member_reaches_a_milestone_by_itself_and_keeps_the_day_on_which_it_did()
    {
        var cohort = Begun();
        cohort.Reach("plan_de_preuve", ["une"], [], Day, Build.Officer, Now);
        cohort.Reach("plan_de_preuve", ["une", "AP-2024-1"], ["AP-2024-1"], Day.AddDays(5), Build.Officer, Now);
        var milestone = cohort.Content.Milestones.Single();
        Assert.That(
            new[] { "une", "deux", "AP-2024-1" }.Select(milestone.ReachedBy),
            Is.EqualTo(new DateOnly?[] { Day, null, Day.AddDays(5) })
        );
        cohort.Reach("plan_de_preuve", ["AP-2024-1"], ["AP-2024-1"], Day.AddDays(9), Build.Officer, Now);
        Assert.That(cohort.Content.Milestones.Single().ReachedBy("une"), Is.Null, "ticked by mistake");
    }

    [Test]
    public void Nobody_reaches_a_milestone_who_is_no_member_and_none_that_there_is_not()
    {
        var cohort = Begun();
        Assert.That(
            Build.CodesOf(() => cohort.Reach("plan_de_preuve", ["trois"], [], Day, Build.Officer, Now)),
            Is.EqualTo(new[] { "cohort.no-such-member" })
        );
        Assert.That(
            Build.CodesOf(() => cohort.Reach("autre", [], [], Day, Build.Officer, Now)),
            Is.EqualTo(new[] { "cohort.no-such-milestone" })
        );
    }

    [Test]
    public void What_was_reached_stays_when_the_page_is_written_anew_and_goes_with_who_leaves()
    {
        var cohort = Begun();
        cohort.Reach("plan_de_preuve", ["une", "deux"], [], Day, Build.Officer, Now);
        var renamed = cohort.Content with
        {
            Members = [cohort.Content.Members[0] with { Name = "Une autre raison sociale" }],
            Milestones = [new CohortMilestone(Day.AddDays(1), Build.Text("Autre titre")) { Key = "plan_de_preuve" }],
        };
        cohort.Describe(renamed, Build.Officer, Now);
        Assert.That(cohort.Content.Milestones.Single().Reached, Is.EqualTo(new[] { new CohortReach("une", Day) }));
        Assert.That(
            cohort.Events.Select(one => one.Name),
            Is.EqualTo(new[] { "cohort.begun", "cohort.milestone-reached", "cohort.described" })
        );
    }

    [Test]
    public void A_session_knows_where_it_stands()
    {
        var session = new CohortStep(Day, Build.Text());
        Assert.That(
            new[] { Day.AddDays(-1), Day, Day.AddDays(1) }.Select(session.StateOn),
            Is.EqualTo(new[] { CohortStepState.Coming, CohortStepState.Today, CohortStepState.Past })
        );
    }
}
