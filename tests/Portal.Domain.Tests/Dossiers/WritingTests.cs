namespace Portal.Domain.Tests.Dossiers;

public sealed class WritingTests
{
    private static readonly PersonId Other = PersonId.New();
    private Section _section = null!;
    private Answers _origin = null!;

    [SetUp]
    public void Begin()
    {
        _section = new Section(DossierId.New(), "project");
        Save(Answers.None.With("title", "Un titre").With("summary", "Un résumé"), ["title", "summary"], Answers.None);
        _origin = _section.Answers;
    }

    [Test]
    public void Two_who_write_different_answers_both_find_theirs()
    {
        Save(_origin.With("title", "Autre"), ["title"], _origin);
        Save(_origin.With("summary", "Mieux"), ["summary"], _origin, Other);
        Assert.That((_section.Answers.Text("title"), _section.Answers.Text("summary")), Is.EqualTo(("Autre", "Mieux")));
    }

    [Test]
    public void Of_two_texts_for_one_answer_the_first_stands_and_the_other_is_set_aside()
    {
        Save(_origin.With("title", "Premier"), ["title"], _origin);
        var aside = Save(_origin.With("title", "Second"), ["title"], _origin, Other);
        Assert.That(_section.Answers.Text("title"), Is.EqualTo("Premier"));
        Assert.That(aside.Single().Answers.Text("title"), Is.EqualTo("Second"));
        Assert.That(aside.Single().IsOpenConflict);

        _section.Restore(aside.Single(), Other, Build.Opening);
        Assert.That(_section.Answers.Text("title"), Is.EqualTo("Second"));
        Assert.That(aside.Single().IsOpenConflict, Is.False);
    }

    [Test]
    public void The_same_text_twice_is_no_clash()
    {
        Save(_origin.With("title", "Pareil"), ["title"], _origin);
        Assert.That(Save(_origin.With("title", "Pareil"), ["title"], _origin, Other), Is.Empty);
    }

    [Test]
    public void An_answer_that_was_not_sent_is_not_touched()
    {
        Save(Answers.None, [], _origin);
        Save(Answers.None.With("title", "Seul"), ["title"], _origin);
        Assert.That(_section.Answers.Text("summary"), Is.EqualTo("Un résumé"));
    }

    [Test]
    public void Every_version_of_an_answer_is_kept()
    {
        Save(_origin.With("title", "Deux"), ["title"], _origin);
        Save(_section.Answers.With("title", ""), ["title"], _section.Answers);
        Assert.That(
            _section
                .Versions.Where(version => version.FieldKey == "title")
                .Select(version => version.Answers.Text("title")),
            Is.EqualTo(new[] { "Un titre", "Deux", "" })
        );
    }

    [Test]
    public void Tables_are_merged_row_by_row_and_cell_by_cell()
    {
        Save(Table(("a", "Un", "1"), ("b", "Deux", "2"), ("c", "Trois", "3")), ["t"], Answers.None);
        var origin = _section.Answers;
        Save(Table(("a", "Un", "10"), ("b", "Deux", "2"), ("c", "Trois", "3"), ("d", "Quatre", "4")), ["t"], origin);
        var aside = Save(Table(("a", "Un bis", "1"), ("b", "Deux", "2"), ("e", "Cinq", "5")), ["t"], origin, Other);
        Assert.That(aside, Is.Empty);
        Assert.That(
            _section.Answers.Rows("t").Select(row => $"{row[Answers.RowId]} {row["name"]} {row["number"]}"),
            Is.EqualTo(new[] { "a Un bis 10", "b Deux 2", "e Cinq 5", "d Quatre 4" })
        );
    }

    [Test]
    public void A_row_that_one_removes_and_the_other_changes_stays()
    {
        Save(Table(("a", "Un", "1"), ("b", "Deux", "2")), ["t"], Answers.None);
        var origin = _section.Answers;
        Save(Table(("b", "Deux", "2")), ["t"], origin);
        Save(Table(("a", "Un, complété", "1"), ("b", "Deux", "2")), ["t"], origin, Other);
        Assert.That(_section.Answers.Rows("t").Select(row => row["name"]), Does.Contain("Un, complété"));
    }

    [Test]
    public void Two_who_change_one_cell_see_both()
    {
        Save(Table(("a", "Un", "1")), ["t"], Answers.None);
        var origin = _section.Answers;
        Save(Table(("a", "Un", "2")), ["t"], origin);
        var aside = Save(Table(("a", "Un", "3")), ["t"], origin, Other);
        Assert.That(_section.Answers.Rows("t")[0]["number"], Is.EqualTo("2"));
        Assert.That(aside.Single().Answers.Rows("t")[0]["number"], Is.EqualTo("3"));
    }

    [Test]
    public void Rows_get_ids_that_stand_once_whatever_was_sent()
    {
        Save(
            Table(("a", "Un", "1"), ("a", "Deux", "2"), ("<script>", "Trois", "3"), ("", "Quatre", "4")),
            ["t"],
            Answers.None
        );
        var ids = _section.Answers.Rows("t").Select(row => row[Answers.RowId]).ToList();
        Assert.That(ids, Is.Unique.And.Exactly(4).Items);
        Assert.That(ids, Has.All.Matches("^[a-z0-9-]+$"));
    }

    private IReadOnlyList<FieldVersion> Save(
        Answers written,
        IReadOnlyList<string> fields,
        Answers origin,
        PersonId? by = null
    ) => _section.Save(new SectionEdit(origin, written, fields), by ?? Build.Carrier, Build.Opening);

    private static Answers Table(params (string Id, string Name, string Number)[] rows) =>
        Answers.None.WithRows(
            "t",
            rows.Select(row => new Dictionary<string, string>
            {
                [Answers.RowId] = row.Id,
                ["name"] = row.Name,
                ["number"] = row.Number,
            })
        );
}
