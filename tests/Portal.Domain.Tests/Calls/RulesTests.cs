namespace Portal.Domain.Tests.Calls;

/// <summary>Each rule met and broken, at its border where it has one.</summary>
[TestFixture]
internal sealed class RulesTests
{
    private static readonly LocalizedText Clause = Build.Text("Clause");

    private static Answers Table(string table, string column, params string[] values) =>
        Answers.None.WithRows(
            table,
            values.Select(value => new Dictionary<string, string> { [column] = value, ["name"] = "n" })
        );

    [TestCase(0, false), TestCase(1, true), TestCase(3, true), TestCase(4, false)]
    public void Rows_lie_between_two_bounds(int rows, bool met) =>
        Assert.That(
            new Rows("r", Clause, "t", 1, 3).IsMetBy(Table("t", "c", [.. Enumerable.Repeat("x", rows)])),
            Is.EqualTo(met)
        );

    [
        TestCase("11", false),
        TestCase("12", true),
        TestCase("40", true),
        TestCase("40,01", false),
        TestCase("", true),
        TestCase("beaucoup", true)
    ]
    public void A_number_lies_between_two_bounds_and_what_is_no_number_is_the_fields_affair(string months, bool met) =>
        Assert.That(new Between("r", Clause, "m", 12, 40).IsMetBy(Answers.None.With("m", months)), Is.EqualTo(met));

    [TestCase("50", "100", true), TestCase("50,01", "100", false), TestCase("50", "", true)]
    public void A_part_is_at_most_a_share_of_the_whole(string aid, string cost, bool met) =>
        Assert.That(
            new Share("r", Clause, "aid", "cost", 50).IsMetBy(Answers.None.With("aid", aid).With("cost", cost)),
            Is.EqualTo(met)
        );

    [
        TestCase("50", "100", "100", "200", true),
        TestCase("50,01", "100", "0", "200", false),
        TestCase("60", "", "10", "100", true)
    ]
    public void A_part_is_at_most_a_share_of_the_whole_in_each_row(
        string aid,
        string cost,
        string otherAid,
        string otherCost,
        bool met
    )
    {
        Dictionary<string, string>[] rows =
        [
            new() { ["aid"] = aid, ["cost"] = cost },
            new() { ["aid"] = otherAid, ["cost"] = otherCost },
        ];
        Assert.That(
            new ShareEach("r", Clause, "t.aid", "t.cost", 50).IsMetBy(Answers.None.WithRows("t", rows)),
            Is.EqualTo(met)
        );
    }

    [Test]
    public void Each_value_stands_somewhere_in_field_or_table()
    {
        var rule = new IncludesEach("r", Clause, ["lead", "members.type"], ["employer", "training"]);
        Assert.That(rule.IsMetBy(Answers.None.With("lead", "employer")), Is.False);
        Assert.That(
            rule.IsMetBy(Answers.Merge([Answers.None.With("lead", "employer"), Table("members", "type", "training")])),
            Is.True
        );
    }

    [Test]
    public void One_of_the_values_is_enough_where_one_is_asked()
    {
        var rule = new IncludesAny("r", Clause, ["lead", "members.type"], ["health", "social"]);
        Assert.That(rule.IsMetBy(Table("members", "type", "university", "social")), Is.True);
        Assert.That(rule.IsMetBy(Table("members", "type", "university")), Is.False);
    }

    [Test]
    public void What_is_excluded_stands_nowhere()
    {
        var rule = new Excludes("r", Clause, ["lead", "members.type"], ["gip"]);
        Assert.That(rule.IsMetBy(Answers.None.With("lead", "hospital")), Is.True);
        Assert.That(rule.IsMetBy(Table("members", "type", "hospital", "gip")), Is.False);
    }

    [TestCase("60", "39", false), TestCase("60", "40", true)]
    public void Numbers_add_up_over_field_and_table(string lead, string member, bool met) =>
        Assert.That(
            new Sum("r", Clause, ["lead", "members.activity"], 100, Max: null).IsMetBy(
                Answers.Merge([Answers.None.With("lead", lead), Table("members", "activity", member)])
            ),
            Is.EqualTo(met)
        );

    [
        TestCase("local", "375000", true),
        TestCase("local", "375001", false),
        TestCase("regional", "375001", true),
        TestCase("", "9000000", true)
    ]
    public void A_cap_depends_on_a_choice(string type, string aid, bool met) =>
        Assert.That(
            new CapBy(
                "r",
                Clause,
                "aid",
                "type",
                new Dictionary<string, decimal> { ["local"] = 375_000, ["regional"] = 750_000 }
            ).IsMetBy(Answers.None.With("aid", aid).With("type", type)),
            Is.EqualTo(met)
        );

    [Test]
    public void A_value_that_must_be_unique_is_the_same_whatever_its_spaces_and_case()
    {
        var rule = new Once("r", Clause, "siret", RuleScope.Call);
        foreach (var written in new[] { "73282A", "73 282 a", "73\u00a0282\u202fa", " 73\u2007282a\t" })
            Assert.That(rule.ValueIn(Answers.None.With("siret", written)), Is.EqualTo("73282A"));
    }

    [Test]
    public void A_broken_rule_quotes_its_clause() =>
        Assert.That(new Rows("r", Clause, "t", 1, Max: null).Refusal().Clause, Is.EqualTo(Clause));

    [Test]
    public void A_weighted_score_needs_every_mark()
    {
        var grid = Build.Call().CurrentGrid;
        Assert.That(
            grid.WeightedScore(new Dictionary<string, int> { ["impact"] = 5, ["method"] = 3 }),
            Is.EqualTo(4.2m)
        );
        Assert.That(grid.WeightedScore(new Dictionary<string, int> { ["impact"] = 5 }), Is.Null);
    }

    [Test]
    public void A_dossier_keeps_the_form_it_was_begun_with()
    {
        var call = Build.Call();
        var dossier = Build.Draft(call, Build.Wave(call));
        var begunWith = call.CurrentForm.Id;
        call.PublishForm(call.CurrentForm.Sections, [], by: null, Build.Opening);
        Assert.That((dossier.FormId, call.CurrentForm.Version), Is.EqualTo((begunWith, 2)));
    }
}
