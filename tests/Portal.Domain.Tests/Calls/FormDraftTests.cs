namespace Portal.Domain.Tests.Calls;

public sealed class FormDraftTests
{
    private static readonly FormField Members = Build.Field("members", FieldType.Table) with
    {
        Columns = [Build.Field("name"), Build.Field("role")],
    };

    [Test]
    public void What_is_removed_comes_back_where_it_stood()
    {
        var draft = Draft();
        draft.RemoveField("acronym", Build.Officer, Build.Opening);
        draft.RemoveField("members.name", Build.Officer, Build.Opening);
        draft.RemoveSection("second", Build.Officer, Build.Opening);
        Assert.That(KeysOf(draft), Is.EqualTo(new[] { "title", "members", "summary" }));

        for (var times = 0; times < 3; times++)
            draft.PutBack(Build.Officer, Build.Opening);
        Assert.That(KeysOf(draft), Is.EqualTo(new[] { "title", "acronym", "members", "summary", "plan" }));
        Assert.That(draft.FieldAt("members")!.Columns.Select(one => one.Key), Is.EqualTo(new[] { "name", "role" }));
        Assert.That(
            Build.CodesOf(() => draft.PutBack(Build.Officer, Build.Opening)),
            Is.EqualTo(new[] { "form.nothing-removed" })
        );
    }

    [Test]
    public void A_question_comes_back_after_its_section_and_a_key_stays_as_it_was_given()
    {
        var draft = Draft();
        draft.RemoveField("plan", Build.Officer, Build.Opening);
        draft.RemoveSection("second", Build.Officer, Build.Opening);
        draft.PutBack(Build.Officer, Build.Opening);
        draft.PutBack(Build.Officer, Build.Opening);
        Assert.That(KeysOf(draft), Does.Contain("plan"));

        draft.RemoveField("members.name", Build.Officer, Build.Opening);
        draft.ReviseField("members", field => field with { Key = "others" }, Build.Officer, Build.Opening);
        Assert.That(draft.FieldAt("members"), Is.Not.Null, "a key stays as it was given");
    }

    [Test]
    public void No_section_and_no_table_go_by_one_key()
    {
        var draft = Draft();
        var table = Members with { Key = "second" };
        IReadOnlyList<string> Adding(Action add) => Build.CodesOf(add);
        Assert.That(
            Adding(() => draft.AddField("project", table, Build.Officer, Build.Opening)),
            Is.EqualTo(new[] { "form.key-twice" })
        );
        var section = new FormSection("members", Build.Text(), [Build.Field("other")]);
        Assert.That(
            Adding(() => draft.Add(section, Build.Officer, Build.Opening)),
            Is.EqualTo(new[] { "form.key-twice" })
        );
    }

    [TestCase("acronym", null, 0, "acronym title members summary plan")]
    [TestCase("title", null, 2, "acronym members title summary plan")]
    [TestCase("title", "second", 0, "acronym members summary title plan")]
    [TestCase("plan", "project", 99, "title acronym members summary plan")]
    public void A_question_moves_to_its_place(string field, string? section, int to, string order)
    {
        var draft = Draft();
        draft.MoveField(field, section, to, Build.Officer, Build.Opening);
        Assert.That(string.Join(' ', KeysOf(draft)), Is.EqualTo(order));
    }

    [Test]
    public void What_is_wrong_is_listed_before_it_refuses_to_be_published()
    {
        var call = Build.Call();
        var draft = FormDraft.Of(call.CurrentForm, Build.Officer, Build.Opening);
        draft.AddField("project", Build.Field("choice", FieldType.Choice), Build.Officer, Build.Opening);
        draft.AddField(
            "project",
            Build.Field("half") with
            {
                Label = new LocalizedText("À moitié", ""),
            },
            Build.Officer,
            Build.Opening
        );
        var told = draft.FaultsIn(1).Select(fault => fault.Reason.Code).ToList();
        Assert.That(told, Does.Contain("form.nothing-to-choose").And.Contain("form.untranslated"));
        Assert.That(
            Build.CodesOf(() => draft.PublishTo(call, Build.Officer, Build.Opening)),
            Is.EqualTo(told),
            "the same list"
        );
    }

    [Test]
    public void A_published_version_stays_as_it_was()
    {
        var call = Build.Call(Common());
        var first = call.CurrentForm;
        var draft = FormDraft.Of(first, Build.Officer, Build.Opening);
        draft.RemoveField("acronym", Build.Officer, Build.Opening);
        draft.AddField("project", Build.Field("acronym"), Build.Officer, Build.Opening);
        draft.AddField("project", Build.Field("duration", FieldType.Number), Build.Officer, Build.Opening);
        var second = draft.PublishTo(call, Build.Officer, Build.Opening);
        Assert.That(second.Version, Is.EqualTo(2));
        Assert.That(first.Section("project")!.Field("duration"), Is.Null);
        Assert.That(call.CurrentForm, Is.SameAs(second));
    }

    [Test]
    public void Two_versions_differ_by_what_was_added_removed_and_changed()
    {
        var draft = Draft();
        var before = draft.AsForm();
        draft.RemoveField("plan", Build.Officer, Build.Opening);
        draft.AddField("second", Build.Field("budget", FieldType.Amount), Build.Officer, Build.Opening);
        draft.ReviseField("summary", field => field with { MaxWords = 200 }, Build.Officer, Build.Opening);
        draft.RemoveField("members.role", Build.Officer, Build.Opening);
        draft.MoveField("title", section: null, 2, Build.Officer, Build.Opening);
        var told = FormDifference
            .Between(before, draft.AsForm())
            .Select(one =>
                $"{one.Kind} {one.Path} {string.Join(',', one.Settings.Select(setting => setting.Name))}".Trim()
            );
        Assert.That(
            told,
            Is.EqualTo(
                new[]
                {
                    "Added budget",
                    "Removed plan",
                    "Changed title order",
                    "Changed summary max-words",
                    "Removed members.role",
                }
            )
        );
    }

    [Test]
    public void Every_kind_of_rule_can_be_made_and_has_settings()
    {
        foreach (var kind in Enum.GetValues<RuleKind>())
        {
            var rule = RuleParts.Make(kind, "key", Build.Text(), RuleSettings.None with { Left = "1", Right = "2" });
            Assert.That(RuleParts.KindOf(rule), Is.EqualTo(kind));
            Assert.That(RuleParts.NamesOf(kind), Is.Not.Empty);
        }
    }

    private static FormDraft Draft()
    {
        var call = Build.Call([Build.Field("title"), Build.Field("acronym"), Members, Build.Field("summary")]);
        var draft = FormDraft.Of(call.CurrentForm, Build.Officer, Build.Opening);
        draft.Add(new FormSection("second", Build.Text(), [Build.Field("plan")]), Build.Officer, Build.Opening);
        return draft;
    }

    private static IEnumerable<FormField> Common() =>
        FormFaults.Common.Select(key =>
            Build.Field(key, key is "aid_requested" or "total_cost" ? FieldType.Amount : FieldType.ShortText)
        );

    /// <summary>The fields that the tests speak of, not those that every form has.</summary>
    private static string[] KeysOf(FormDraft draft) =>
        [
            .. draft
                .Sections.Where(section => section.Key is "project" or "second")
                .SelectMany(section => section.Fields)
                .Select(field => field.Key),
        ];
}
