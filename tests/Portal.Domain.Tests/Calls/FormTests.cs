namespace Portal.Domain.Tests.Calls;

public sealed class FormTests
{
    private static readonly FormField Claim = Build.Field("claim", FieldType.Choice, required: true) with
    {
        Options = [new("medical", Build.Text()), new("economic", Build.Text())],
    };

    [TestCase("1 + 2 * 3", 7)]
    [TestCase("(1 + 2) * 3 - -1", 10)]
    [TestCase("round(10 / 3, 0)", 3)]
    [TestCase("max(2, min(9, 4))", 4)]
    [TestCase("sum(t.cost) + fee", 60)]
    [TestCase("count(t.cost) * 100", 200)]
    public void A_formula_computes(string text, decimal expected) =>
        Assert.That(Formula.Parse(text).Of(Costs("20", "30").With("fee", "10 €")), Is.EqualTo(expected));

    [TestCase("fee / 0")]
    [TestCase("nothing + 1")]
    public void What_cannot_be_computed_is_nothing(string text) =>
        Assert.That(Formula.Parse(text).Of(Answers.None.With("fee", "1")), Is.Null);

    [TestCase("")]
    [TestCase("1 +")]
    [TestCase("sum(1)(2)")]
    [TestCase("system(1)")]
    [TestCase("a; b")]
    [TestCase("((((((((((((((((((((((1))))))))))))))))))))))")]
    public void What_is_no_formula_is_told(string text) =>
        Assert.That(() => Formula.Parse(text), Throws.InstanceOf<FormatException>());

    [Test]
    public void What_is_not_asked_needs_no_answer_and_is_not_filed()
    {
        var proof = Build.Field("proof", required: true) with { When = [new Condition("claim", ["medical"])] };
        var form = Build.Form(Claim, proof);
        var medical = Answers.None.With("claim", "medical");
        Assert.That(FormObstacles.In(form, medical).Select(obstacle => obstacle.Field), Is.EqualTo(new[] { "proof" }));

        var economic = Answers.None.With("claim", "economic").With("proof", "écrite avant");
        Assert.That(FormObstacles.In(form, economic), Is.Empty);
        Assert.That(Derivation.ToFile(form, economic).Keys, Is.EqualTo(new[] { "claim" }));
    }

    [Test]
    public void A_question_that_hangs_on_one_that_is_not_asked_is_not_asked_either()
    {
        var second = Build.Field("second") with { When = [new Condition("claim", ["medical"])] };
        var third = Build.Field("third", required: true) with { When = [new Condition("second", [])] };
        var answers = Answers.None.With("claim", "economic").With("second", "resté");
        Assert.That(FormObstacles.In(Build.Form(Claim, second, third), answers), Is.Empty);
    }

    [Test]
    public void A_computed_field_follows_the_answers_and_is_filed()
    {
        var total = Build.Field("total", FieldType.Computed) with { Formula = "sum(t.cost)" };
        var form = Build.Form(Table(), total);
        Assert.That(Derivation.ToFile(form, Costs("20", "22,50")).Text("total"), Is.EqualTo("42.5"));
        Assert.That(
            Derivation.ToFile(form, Answers.None.With("total", "1000000")).Has("total"),
            Is.False,
            "never typed"
        );
    }

    [Test]
    public void Words_patterns_and_dates_have_their_limits()
    {
        var words = Build.Field("words", FieldType.LongText) with { MaxWords = 3 };
        var code = Build.Field("code") with { Pattern = "[0-9]{5}" };
        var day = Build.Field("day", FieldType.Date) with { NotBefore = new DateOnly(2024, 1, 1) };
        var form = Build.Form(words, code, day);
        var wrong = Answers.None.With("words", "un deux  trois\nquatre").With("code", "7501").With("day", "2023-12-31");
        Assert.That(
            FormObstacles.In(form, wrong).Select(obstacle => obstacle.Reason.Code),
            Is.EqualTo(
                new[] { "dossier.field-too-many-words", "dossier.field-not-of-pattern", "dossier.field-too-early" }
            )
        );
        var right = Answers.None.With("words", "un deux trois").With("code", "75001").With("day", "2024-01-01");
        Assert.That(FormObstacles.In(form, right), Is.Empty);
    }

    [Test]
    public void A_budget_adds_up_by_partner_and_its_rules_are_decided_on_that()
    {
        var members = Build.Field("members", FieldType.Consortium) with
        {
            Columns = [Build.Field("name"), Build.Field("type")],
            Lead = new LeadFields("lead_name", Siret: null, "lead_type"),
        };
        var plan = new BudgetPlan(
            "members",
            [new("staff", Build.Text()), new("travel", Build.Text())],
            2,
            [new("aid", Build.Text()), new("own", Build.Text())]
        );
        var budget = Build.Field("budget", FieldType.Budget) with
        {
            Budget = plan,
            Columns = StandardColumns.Budget(plan),
        };
        var rate = new ShareEachBy(
            "rate",
            Build.Text("45 % aux entreprises"),
            "budget_partners.aid",
            "budget_partners.cost",
            "budget_partners.type",
            new Dictionary<string, decimal> { ["company"] = 45, ["hospital"] = 100 }
        );
        var balance = new Compare(
            "balance",
            Build.Text("Équilibre"),
            "budget_cost",
            Comparison.Equal,
            "budget_resources"
        );
        var call = Build.Call([Build.Field("lead_name"), Build.Field("lead_type"), members, budget], [rate, balance]);
        Assert.That(FormFaultCodes(call.CurrentForm).Where(code => code != "form.common-missing"), Is.Empty);

        var answers = Answers
            .None.With("lead_name", "CH")
            .With("lead_type", "hospital")
            .WithRows(
                "members",
                [
                    new Dictionary<string, string>
                    {
                        [Answers.RowId] = "m1",
                        ["name"] = "SA",
                        ["type"] = "company",
                    },
                ]
            )
            .WithRows(
                "budget",
                [
                    Row("lead", "staff", "100", "100"),
                    Row("lead", "aid", "200"),
                    Row("m1", "travel", "100"),
                    Row("m1", "aid", "45"),
                    Row("m1", "own", "55"),
                    Row("gone", "staff", "999"),
                ]
            );
        var derived = Derivation.Of(call.CurrentForm, answers);
        Assert.That((derived.Text("budget_cost"), derived.Text("budget_aid")), Is.EqualTo(("300", "245")));
        Assert.That(FormObstacles.In(call.CurrentForm, answers), Is.Empty);

        var greedy = answers.WithRows(
            "budget",
            [Row("m1", "travel", "100"), Row("m1", "aid", "46"), Row("m1", "own", "54")]
        );
        Assert.That(
            FormObstacles.In(call.CurrentForm, greedy).Select(obstacle => (obstacle.Field, obstacle.Reason.Clause!.Fr)),
            Is.EqualTo(new[] { ("budget", "45 % aux entreprises") })
        );
    }

    [Test]
    public void A_form_that_does_not_hold_together_is_told_where()
    {
        FormSection[] sections =
        [
            new(
                "s",
                Build.Text(),
                [
                    Build.Field("title"),
                    Build.Field("title"),
                    Build.Field("Bad Key"),
                    Build.Field("choice", FieldType.Choice),
                    Build.Field("sum", FieldType.Computed) with
                    {
                        Formula = "later + 1",
                    },
                    Build.Field("later", FieldType.Number) with
                    {
                        When = [new Condition("claim", ["x"])],
                    },
                    Claim with
                    {
                        Key = "claim2",
                    },
                    Build.Field("open") with
                    {
                        Pattern = "(?<=a)b",
                    },
                ]
            ),
        ];
        CallRule[] rules =
        [
            new IncludesAny("r", Build.Text(), ["claim2"], ["other"]),
            new Rows("r2", Build.Text(), "nowhere", 1, null),
        ];
        Assert.That(
            FormFaults.In(sections, rules).Select(fault => fault.Reason.Code).Distinct(),
            Is.SupersetOf(
                new[]
                {
                    "form.bad-key",
                    "form.key-twice",
                    "form.common-missing",
                    "form.nothing-to-choose",
                    "form.unknown-path",
                    "form.unknown-option",
                    "form.bad-pattern",
                }
            )
        );
    }

    [TestCase(new[] { 1, 1, 2 }, 2, new string[] { })]
    [TestCase(new[] { 1, 2, 1 }, 2, new[] { "form.step-out-of-order" })]
    [TestCase(new[] { 2, 2, 2 }, 2, new[] { "form.step-out-of-order" })]
    [TestCase(new[] { 1, 3, 3 }, 3, new[] { "form.step-out-of-order" })]
    [TestCase(new[] { 1, 2, 3 }, 2, new[] { "form.no-such-step" })]
    [TestCase(new[] { 1, 1, 2 }, 1, new[] { "form.no-such-step" })]
    public void Steps_follow_one_another_and_are_those_of_the_call(int[] steps, int ofCall, string[] codes)
    {
        var sections = steps.Select(
            (step, place) => new FormSection($"s{place}", Build.Text(), [Build.Field($"f{place}")]) { Step = step }
        );
        Assert.That(
            FormFaults
                .In([.. sections], [], ofCall)
                .Select(fault => fault.Reason.Code)
                .Where(code => code.Contains("step", StringComparison.Ordinal))
                .Distinct(),
            Is.EqualTo(codes)
        );
    }

    [Test]
    public void What_is_asked_in_a_step_never_looks_at_a_later_one()
    {
        FormSection[] sections =
        [
            new("s", Build.Text(), [Build.Field("early") with { When = [new Condition("late", [])] }]),
            new("t", Build.Text(), [Build.Field("late")]) { Step = 2 },
        ];
        Assert.That(
            FormFaults.In(sections, []).Where(fault => fault.Place == "early").Select(fault => fault.Reason.Code),
            Is.EqualTo(new[] { "form.unknown-path" })
        );
    }

    [Test]
    public void No_step_goes_in_which_the_form_in_force_asks()
    {
        var call = Build.Call();
        CallStep[] steps = [new("letter", Build.Text()), new("full", Build.Text())];
        call.LayOut(steps, by: null, Build.Opening);
        var full = new FormSection("full", Build.Text(), [Build.Field("protocol")]) { Step = 2 };
        call.PublishForm([.. call.CurrentForm.Sections, full], [], by: null, Build.Opening);
        Assert.That(
            Build.CodesOf(() => call.LayOut([steps[0]], by: null, Build.Opening)),
            Is.EqualTo(new[] { "call.step-asked-in" })
        );
    }

    [Test]
    public void A_section_that_is_added_last_is_of_the_last_step()
    {
        var form = Build.Form(Build.Field("title"));
        var draft = FormDraft.Of(form, Build.Officer, Build.Opening);
        draft.Revise("project", section => section with { Step = 1 }, Build.Officer, Build.Opening);
        draft.Add(new FormSection("full", Build.Text(), []) { Step = 2 }, Build.Officer, Build.Opening);
        draft.Add(new FormSection("more", Build.Text(), []), Build.Officer, Build.Opening);
        Assert.That(draft.Section("more")!.Step, Is.EqualTo(2));
    }

    [Test]
    public void A_rule_may_be_asked_of_some_only()
    {
        var rule = new Between("r", Build.Text(), "fee", 10, null) with
        {
            When = [new Condition("claim", ["medical"])],
        };
        Assert.That(rule.Holds(Answers.None.With("claim", "economic").With("fee", "1")), Is.True);
        Assert.That(rule.Holds(Answers.None.With("claim", "medical").With("fee", "1")), Is.False);
    }

    [Test]
    public void What_would_act_unseen_or_never_is_a_fault()
    {
        IEnumerable<string> Codes(IReadOnlyList<FormField> fields, params CallRule[] rules) =>
            FormFaults
                .In([new FormSection("plan", Build.Text(), fields)], rules)
                .Select(fault => fault.Reason.Code)
                .Where(code => code != "form.common-missing");
        Assert.That(
            Codes([Build.Field("plan", FieldType.Table) with { Columns = [Build.Field("c")] }]),
            Is.EqualTo(new[] { "form.key-twice" }),
            "a table that goes by its section's key would be taken for it"
        );
        Assert.That(Codes([Build.Field("plan")]), Is.Empty);
        Assert.That(
            Codes([Table()], new Once("r", Build.Text(), "t.cost", RuleScope.Call)),
            Is.EqualTo(new[] { "form.not-one-answer" })
        );
        Assert.That(
            Codes([Build.Field("f") with { Budget = new BudgetPlan(null, [], 1, []) }]),
            Is.EqualTo(new[] { "form.no-budget" })
        );
        Assert.That(
            Codes([Build.Field("f") with { Pattern = "(?x)a#" }]),
            Is.EqualTo(new[] { "form.bad-pattern" }),
            "it is read within another one"
        );
    }

    private static IEnumerable<string> FormFaultCodes(Form form) =>
        FormFaults.In(form.Sections, form.Rules).Select(fault => fault.Reason.Code);

    private static FormField Table() =>
        Build.Field("t", FieldType.Table) with
        {
            Columns = [Build.Field("cost", FieldType.Amount)],
        };

    private static Answers Costs(params string[] costs) =>
        Answers.None.WithRows("t", costs.Select(cost => new Dictionary<string, string> { ["cost"] = cost }));

    private static Dictionary<string, string> Row(string partner, string line, params string[] years)
    {
        var row = new Dictionary<string, string>
        {
            [Answers.RowId] = BudgetPlan.RowOf(partner, line),
            [BudgetPlan.PartnerColumn] = partner,
            [BudgetPlan.LineColumn] = line,
        };
        foreach (var (amount, index) in years.Select((amount, index) => (amount, index)))
            row[BudgetPlan.YearColumn(index + 1)] = amount;
        return row;
    }
}
