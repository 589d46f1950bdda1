namespace Portal.Domain.Tests.Dossiers;

[TestFixture]
internal sealed class ObstaclesTests
{
    private static readonly FieldOption[] Options = [new("a", Build.Text()), new("b", Build.Text())];

    private static IEnumerable<string> Of(FormField field, Answers answers) =>
        FormObstacles.In(Build.Form(field), answers).Select(obstacle => obstacle.Reason.Code);

    [TestCase(FieldType.Number, "douze", "dossier.field-not-a-number")]
    [TestCase(FieldType.Amount, "-1", "dossier.field-too-small")]
    [TestCase(FieldType.Date, "31/02/2024", "dossier.field-not-a-date")]
    [TestCase(FieldType.Siret, "123", "dossier.field-not-a-siret")]
    [TestCase(FieldType.Email, "personne", "dossier.field-not-an-address")]
    [TestCase(FieldType.Choice, "c", "dossier.field-not-an-option")]
    [TestCase(FieldType.YesNo, "peut-être", "dossier.field-not-an-option")]
    [TestCase(FieldType.Consent, "no", "dossier.field-missing")]
    public void A_wrong_answer_is_kept_and_told(FieldType type, string text, string code) =>
        Assert.That(
            Of(Build.Field("f", type) with { Options = Options }, Answers.None.With("f", text)),
            Is.EqualTo(new[] { code })
        );

    [Test]
    public void A_question_for_files_is_answered_however_long_their_names_are()
    {
        var names = string.Join(", ", Enumerable.Repeat("lettre-de-soutien-du-partenaire-de-la-region.pdf", 10));
        Assert.That(Of(Build.Field("f", FieldType.File, required: true), Answers.None.With("f", names)), Is.Empty);
        Assert.That(
            Of(Build.Field("f", FieldType.File, required: true), Answers.None),
            Is.EqualTo(new[] { "dossier.field-missing" })
        );
    }

    [TestCase("120,000", false)]
    [TestCase("-1,500", false)]
    [TestCase("120,50", true)]
    [TestCase("0,125", true)]
    [TestCase("1250,500", true)]
    [TestCase("120 000", true)]
    [TestCase("120.000", true)]
    public void A_comma_that_may_group_thousands_makes_no_number(string text, bool number) =>
        Assert.That(Answers.TryNumber(text, out _), Is.EqualTo(number));

    [Test]
    public void What_is_far_beyond_a_question_is_not_even_kept()
    {
        var (text, table) = (
            Build.Field("f"),
            Build.Field("t", FieldType.Table) with
            {
                Columns = [Build.Field("c")],
                MaxRows = 2,
            }
        );
        Answers Rows(int count, int length) =>
            Answers.None.WithRows(
                "t",
                Enumerable
                    .Range(0, count)
                    .Select(_ => new Dictionary<string, string> { ["c"] = new string('x', length) })
            );
        int Beyond(FormField field, Answers answers) => FormObstacles.BeyondKeeping(field, answers).Count();
        Assert.That(Beyond(text, Answers.None.With("f", new string('x', 20_000))), Is.Zero, "too long, and kept");
        Assert.That(Beyond(text, Answers.None.With("f", new string('x', 20_001))), Is.EqualTo(1));
        Assert.That((Beyond(table, Rows(108, 9)), Beyond(table, Rows(109, 9))), Is.EqualTo((0, 1)));
        Assert.That(Beyond(table, Rows(1, 20_001)), Is.EqualTo(1));
    }

    [
        TestCase(FieldType.Number, "12,5"),
        TestCase(FieldType.Amount, "0"),
        TestCase(FieldType.Date, "2024-02-29"),
        TestCase(FieldType.Siret, "73282932000074")
    ]
    [
        TestCase(FieldType.Email, "a@b.fr"),
        TestCase(FieldType.Choice, "b"),
        TestCase(FieldType.YesNo, "no"),
        TestCase(FieldType.Consent, "yes")
    ]
    public void A_right_answer_is_let_through(FieldType type, string text) =>
        Assert.That(
            Of(Build.Field("f", type, required: true) with { Options = Options }, Answers.None.With("f", text)),
            Is.Empty
        );

    [Test]
    public void What_is_required_is_missed_and_what_is_not_is_not()
    {
        Assert.That(Of(Build.Field("f", required: true), Answers.None), Is.EqualTo(new[] { "dossier.field-missing" }));
        Assert.That(Of(Build.Field("f"), Answers.None), Is.Empty);
        Assert.That(Of(Build.Field("f", FieldType.Explanation, required: true), Answers.None), Is.Empty);
    }

    [Test]
    public void A_text_is_as_long_as_its_limit_at_most()
    {
        var field = Build.Field("f") with { MaxLength = 5 };
        Assert.That(Of(field, Answers.None.With("f", "12345")), Is.Empty);
        Assert.That(Of(field, Answers.None.With("f", "123456")), Is.EqualTo(new[] { "dossier.field-too-long" }));
    }

    [Test]
    public void A_line_end_counts_as_one_character_whoever_typed_it() =>
        Assert.That(Answers.None.With("f", "a\r\nb").Text("f"), Has.Length.EqualTo(3));

    [Test]
    public void A_table_tells_the_row_and_the_reason()
    {
        var table = Build.Field("t", FieldType.Table) with
        {
            Columns = [Build.Field("n", FieldType.Number)],
            MaxRows = 2,
        };
        var rows = Answers.None.WithRows(
            "t",
            new[] { "1", "x", "3" }.Select(text => new Dictionary<string, string> { ["n"] = text })
        );
        var obstacles = FormObstacles.In(Build.Form(table), rows).Select(obstacle => obstacle.Reason).ToList();
        Assert.That(
            obstacles.Select(reason => reason.Code),
            Is.EqualTo(new[] { "dossier.too-many-rows", "dossier.in-row" })
        );
        Assert.That(obstacles[1].Arguments[1], Is.EqualTo(2));
    }

    [Test]
    public void Empty_rows_are_no_rows() =>
        Assert.That(Answers.None.WithRows("t", [new Dictionary<string, string> { ["a"] = " " }]).Has("t"), Is.False);
}
