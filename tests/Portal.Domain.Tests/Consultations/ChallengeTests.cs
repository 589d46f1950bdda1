using Portal.Domain.Consultations;

namespace Portal.Domain.Tests.Consultations;

[TestFixture]
internal sealed class ChallengeTests
{
    private static readonly ChallengeWords Words = new(Build.Text(), Build.Text(), Build.Text(), Build.Text());
    private static readonly DateTimeOffset Now = Build.Opening;

    private static Challenge Begun() =>
        Challenge.Begin("defi", new ChallengeContent(Words, [], []), Build.Officer, Now);

    private static RoadmapStep Step(int from, int until) =>
        new(Build.Text(), Build.Text(), new DateOnly(2024, 1, from), new DateOnly(2024, 1, until));

    private static CommitteeMember Member(string name = "Membre", string declaration = "Aucun lien.") =>
        new(name, "Organisme", declaration, new DateOnly(2024, 1, 2));

    [Test]
    public void A_roadmap_knows_where_it_stands()
    {
        var step = new RoadmapStep(Build.Text(), Build.Text(), new DateOnly(2024, 1, 18), new DateOnly(2024, 3, 1));
        Assert.That(
            new[] { 17, 18 }.Select(day => step.StateOn(new DateOnly(2024, 1, day))),
            Is.EqualTo(new[] { RoadmapState.Coming, RoadmapState.Current })
        );
        Assert.That(step.StateOn(new DateOnly(2024, 3, 2)), Is.EqualTo(RoadmapState.Done));
    }

    [Test]
    public void Its_words_are_whole_and_each_step_ends_after_it_begins()
    {
        var begun = Begun();
        string[] Codes(ChallengeContent content) =>
            [.. Build.CodesOf(() => begun.Describe(content, Build.Officer, Now))];
        var half = new LocalizedText("Texte", "");
        Assert.That(
            Codes(new ChallengeContent(Words with { Source = half }, [Step(3, 2)], [])),
            Is.EqualTo(new[] { "consultation.words-missing", "consultation.step-ends-before-it-begins" })
        );
        Assert.That(
            Codes(new ChallengeContent(Words, [Step(2, 3) with { When = half }], [])),
            Is.EqualTo(new[] { "consultation.step-missing" })
        );
        Assert.That(
            Codes(new ChallengeContent(Words, [.. Enumerable.Repeat(Step(2, 3), 21)], [])),
            Is.EqualTo(new[] { "consultation.too-many-steps" })
        );
        Assert.That(
            Build.CodesOf(() => Challenge.Begin("Un défi", new ChallengeContent(Words, [], []), Build.Officer, Now)),
            Is.EqualTo(new[] { "consultation.slug-wrong" })
        );
    }

    [Test]
    public void A_change_is_told_and_what_is_the_same_is_not()
    {
        var begun = Begun();
        begun.Describe(new ChallengeContent(Words, [], []), Build.Officer, Now);
        begun.Describe(new ChallengeContent(Words, [Step(2, 3)], ["appel"]), Build.Officer, Now);
        Assert.That(
            begun.Events.Select(one => one.Name),
            Is.EqualTo(new[] { "challenge.begun", "challenge.described" })
        );
        Assert.That(begun.Calls, Is.EqualTo(new[] { "appel" }));
    }

    [Test]
    public void Nobody_sits_in_the_committee_twice_or_without_having_declared_their_ties()
    {
        var begun = Begun();
        string[] Codes(CommitteeMember member) => [.. Build.CodesOf(() => begun.Seat(member, Build.Officer, Now))];
        Assert.That(Codes(Member(declaration: "")), Is.EqualTo(new[] { "consultation.declaration-missing" }));
        Assert.That(Codes(Member(name: "")), Is.EqualTo(new[] { "consultation.name-missing" }));
        Assert.That(Codes(Member() with { Body = "" }), Is.EqualTo(new[] { "consultation.name-missing" }));
        begun.Seat(Member(), Build.Officer, Now);
        Assert.That(Codes(Member()), Is.EqualTo(new[] { "consultation.seated-already" }));
        Assert.That(begun.Committee.Single().Declaration, Is.EqualTo("Aucun lien."));
    }

    [Test]
    public void Who_leaves_the_committee_leaves_the_others_in_it()
    {
        var begun = Begun();
        begun.Seat(Member("Une"), Build.Officer, Now);
        begun.Seat(Member("Deux"), Build.Officer, Now);
        begun.Unseat("Une", Build.Officer, Now);
        Assert.That(begun.Committee.Select(one => one.Name), Is.EqualTo(new[] { "Deux" }));
        Assert.That(
            Build.CodesOf(() => begun.Unseat("Une", Build.Officer, Now)),
            Is.EqualTo(new[] { "consultation.not-seated" })
        );
        Assert.That(
            begun.Events.Select(one => one.Name),
            Is.EqualTo(new[] { "challenge.begun", "challenge.seated", "challenge.seated", "challenge.unseated" })
        );
    }
}
