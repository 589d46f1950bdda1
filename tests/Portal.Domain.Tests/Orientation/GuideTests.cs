using Portal.Domain.Orientation;

namespace Portal.Domain.Tests.Orientation;

[TestFixture]
internal sealed class GuideTests
{
    private static readonly GuideQuestion Building = Question("building", "device", "data");
    private static readonly GuideQuestion Stage = Question("stage", "idea", "marked");

    private static GuideQuestion Question(string key, params string[] answers) =>
        new(
            key,
            Build.Text(key),
            null,
            OfRegions: false,
            [.. answers.Select(one => new GuideAnswer(one, Build.Text(one)))]
        );

    private static GuideMatter Matter(
        string key,
        IReadOnlyList<GuideCondition> when,
        params GuideExclusion[] exclusions
    ) => new(GuideMatterKind.Resource, key, Build.Text(key), null, null, when, Build.Text("Raison"), exclusions);

    private static GuideContent Content(params GuideMatter[] matters) => new([Building, Stage], matters, []);

    private static Dictionary<string, string> Given(params (string Question, string Answer)[] answers) =>
        answers.ToDictionary(one => one.Question, one => one.Answer);

    private static readonly GuideContent Devices = Content(
        Matter(
            "evaluation",
            [new GuideCondition("building", ["device"])],
            new GuideExclusion(new GuideCondition("stage", ["idea"]), Build.Text("Clause"))
        )
    );

    [Test]
    public void What_fits_is_told_with_its_reason_what_an_answer_rules_out_with_its_clause_and_nothing_else()
    {
        var fits = Devices.Find(Given(("building", "device"), ("stage", "marked"))).Single();
        Assert.That((fits.Fits, fits.Matter.Reason.Fr), Is.EqualTo((true, "Raison")));
        var ruledOut = Devices.Find(Given(("building", "device"), ("stage", "idea"))).Single();
        Assert.That((ruledOut.Fits, ruledOut.Clause!.Fr), Is.EqualTo((false, "Clause")));
        Assert.That(Devices.Find(Given(("building", "data"))), Is.Empty);
    }

    [Test]
    public void A_question_that_is_not_answered_rules_nothing_out() =>
        Assert.That(Devices.Find(Given(("stage", "marked"))).Single().Fits, Is.True);

    [Test]
    public void Answers_that_mean_nothing_are_left_out()
    {
        var region = new GuideQuestion("region", Build.Text(), null, OfRegions: true, []);
        var content = new GuideContent([Building, region], [], []);
        var known = content.Known(
            Given(("building", "castle"), ("region", "bretagne"), ("colour", "red")),
            ["bretagne"]
        );
        Assert.That(known.Keys, Is.EqualTo(new[] { "region" }));
    }

    [Test]
    public void Dead_ends_are_told_by_the_fewest_answers_that_lead_to_them()
    {
        var ends = Devices.DeadEnds(20, CancellationToken.None).Select(way => string.Join(',', way.Values)).ToList();
        Assert.That(ends, Is.EqualTo(new[] { "data", "idea" }));
    }

    [Test]
    public void What_is_told_to_everybody_leads_nobody_on()
    {
        var withContacts = Devices with { Matters = [.. Devices.Matters, Matter("contacts", [])] };
        var ends = withContacts
            .DeadEnds(20, CancellationToken.None)
            .Select(way => string.Join(',', way.Values))
            .ToList();
        Assert.That(ends, Is.EqualTo(new[] { "data", "idea" }));
    }

    [Test]
    public void However_many_questions_a_guide_asks_its_dead_ends_are_looked_for_in_the_time_of_a_page()
    {
        string[] answers = ["a", "b", "c", "d", "e"];
        List<GuideQuestion> questions = [.. Enumerable.Range(0, 14).Select(one => Question($"q{one}", answers))];
        var content = new GuideContent(questions, [Matter("all", [new GuideCondition("q0", answers)])], []);
        Assert.That(content.DeadEnds(20, CancellationToken.None), Is.Empty);
        Assert.That(
            Build.CodesOf(() => Guide.Publish(1, "", content, Build.Officer, Build.Opening)),
            Is.EqualTo(new[] { "guide.too-many-questions" })
        );
        Assert.That(Devices.DeadEnds(1, CancellationToken.None), Has.Count.EqualTo(1), "no more than are told");
    }

    [Test]
    public void A_guide_that_orients_a_sample_otherwise_than_it_says_is_not_published()
    {
        var sample = new GuideSample("Essai", Given(("building", "data")), ["evaluation"], []);
        var wrong = Devices with { Samples = [sample] };
        Assert.That(
            Build.CodesOf(() => Guide.Publish(1, "", wrong, Build.Officer, Build.Opening)),
            Is.EqualTo(new[] { "guide.not-found" })
        );
        var found = Devices with { Samples = [new GuideSample("Essai", Given(), [], ["evaluation"])] };
        Assert.That(
            Build.CodesOf(() => Guide.Publish(1, "", found, Build.Officer, Build.Opening)),
            Is.EqualTo(new[] { "guide.found-wrongly" })
        );
        var right = Devices with { Samples = [sample with { Fits = [], Not = ["evaluation"] }] };
        Assert.DoesNotThrow(() => Guide.Publish(1, "", right, Build.Officer, Build.Opening));
    }
}
