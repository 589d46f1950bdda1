namespace Portal.Domain.Tests.Reviews;

/// <summary>What a complete review is.</summary>
[TestFixture]
internal sealed class SheetTests
{
    private static readonly GridQuestion Risky = new("risky", Build.Text(), QuestionKind.YesNo)
    {
        When = new QuestionCondition("impact", ConditionKind.MarkAtMost, 2),
    };

    private static readonly GridQuestion Why = new("why", Build.Text(), QuestionKind.Text)
    {
        When = new QuestionCondition("risky", ConditionKind.Yes, 0),
    };

    private static Grid Grid(GridExtras extras, int toCarrier = 0, int toPanel = 0)
    {
        var criterion = new Criterion("impact", Build.Text(), 100)
        {
            ToCarrierAtLeast = toCarrier,
            ToPanelAtLeast = toPanel,
        };
        return Build.Call().PublishGrid(new MarkScale(1, 6, []), [criterion], Build.Officer, Build.Opening, extras);
    }

    private static ReviewSheet Sheet(int mark, string comment = "", params (string Key, string Text)[] answers) =>
        new([new CriterionReview("impact", mark, comment, comment)], "", "Avis")
        {
            Answers = answers.ToDictionary(one => one.Key, one => one.Text),
        };

    private static IEnumerable<string> Codes(ReviewSheet sheet, Grid grid) =>
        sheet.Obstacles(grid).Select(one => one.Reason.Code);

    [Test]
    public void A_comment_has_the_length_that_its_criterion_asks_for()
    {
        var grid = Grid(GridExtras.None, toCarrier: 10, toPanel: 5);
        Assert.That(
            Sheet(3, "court     ").Obstacles(grid).Select(one => one.Place),
            Is.EqualTo(new[] { new SheetPlace(SheetPart.ToCarrier, "impact") })
        );
        Assert.That(Codes(Sheet(3, "assez long"), grid), Is.Empty);
        Assert.That(Codes(Sheet(3), Grid(GridExtras.None)), Is.Empty, "and may be left out where it asks for none");
    }

    [Test]
    public void A_question_is_asked_where_its_condition_holds_and_then_answered()
    {
        var grid = Grid(new GridExtras([Risky, Why], []));
        Assert.That(Codes(Sheet(3), grid), Is.Empty);
        Assert.That(Codes(Sheet(2), grid), Is.EqualTo(new[] { "review.answer-missing" }));
        Assert.That(Codes(Sheet(2, "", ("risky", "no")), grid), Is.Empty);
        Assert.That(Codes(Sheet(2, "", ("risky", "perhaps")), grid), Is.EqualTo(new[] { "review.answer-missing" }));
        Assert.That(Codes(Sheet(2, "", ("risky", "yes")), grid), Is.EqualTo(new[] { "review.answer-missing" }));
        Assert.That(Codes(Sheet(2, "", ("risky", "yes"), ("why", "Parce que")), grid), Is.Empty);
        Assert.That(
            Sheet(3, "", ("risky", "yes")).Asked(grid),
            Is.Empty,
            "an answer to what isn't asked counts for nothing"
        );
    }

    [Test]
    public void Confidence_is_chosen_among_the_levels_of_the_grid()
    {
        var grid = Grid(new GridExtras([], [Build.Text(), Build.Text(), Build.Text()]));
        Assert.That(Codes(Sheet(3), grid), Is.EqualTo(new[] { "review.confidence-missing" }));
        Assert.That(Codes(Sheet(3) with { Confidence = 4 }, grid), Is.EqualTo(new[] { "review.confidence-missing" }));
        Assert.That(Codes(Sheet(3) with { Confidence = 3 }, grid), Is.Empty);
    }

    [Test]
    public void A_grid_asks_nothing_that_can_never_be_asked()
    {
        static IReadOnlyList<string> Faults(params GridQuestion[] questions) =>
            Build.CodesOf(() => Grid(new GridExtras(questions, [])));
        Assert.That(Faults(Why, Risky), Is.EqualTo(new[] { "call.grid-question-condition" }), "asked before");
        Assert.That(
            Faults(Risky with { When = new QuestionCondition("impact", ConditionKind.MarkAtLeast, 7) }),
            Is.EqualTo(new[] { "call.grid-question-condition" })
        );
        Assert.That(Faults(Risky with { Key = "impact" }), Is.EqualTo(new[] { "call.grid-key-twice" }));
        Assert.That(
            Build.CodesOf(() => Grid(new GridExtras([], [Build.Text()]))),
            Is.EqualTo(new[] { "call.grid-confidence-levels" })
        );
        Assert.That(
            Build.CodesOf(() => Grid(GridExtras.None, toPanel: -1)),
            Is.EqualTo(new[] { "call.grid-comment-length" })
        );
    }

    [Test]
    public void Letters_follow_from_no_name_and_no_order_and_stay_the_same()
    {
        var first = Enumerable.Range(0, 30).Select(_ => ReviewId.New()).OrderBy(one => one.Value).ToList();
        var names = Pseudonyms.Of(first);
        Assert.That(names.Values, Is.Unique);
        Assert.That(Pseudonyms.Of(first.Take(5)).All(one => names[one.Key] == one.Value), Is.True);
        var orders = Enumerable
            .Range(0, 50)
            .Select(_ => Pseudonyms.Of([ReviewId.New(), ReviewId.New()]))
            .Count(two => string.CompareOrdinal(two.First().Value, two.Last().Value) < 0);
        Assert.That(orders, Is.InRange(5, 45), "who was first is as often the later letter");
    }
}
