using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Seeds;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Tests.Seeds;

[TestFixture]
internal sealed class SeedsTests : OnDatabase
{
    private string _folder = "";

    [SetUp]
    public void CopySeeds()
    {
        _folder = Directory.CreateTempSubdirectory("seeds-").FullName;
        foreach (var file in Directory.GetFiles(Repository.Seeds, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(Repository.Seeds, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [TearDown]
    public void RemoveCopy() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task The_calls_of_the_programme_are_there_and_a_second_run_changes_nothing()
    {
        await using var db = Database.Open();
        Assert.That(await db.Calls.CountAsync(), Is.EqualTo(9));
        var before = await db.History.CountAsync();
        await using (var owner = Database.OpenAsOwner())
            await Seeder.ApplyAsync(owner, Repository.Seeds);
        Assert.That(await db.History.CountAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_changed_form_becomes_a_new_version_and_the_old_one_stays()
    {
        await using var own = await TestDatabase.CreateAsync();
        Change("evaluation-dmn", "max-length: 2000", "max-length: 1999");
        await using (var owner = own.OpenAsOwner())
            await Seeder.ApplyAsync(owner, _folder);
        await using var db = own.Open();
        Assert.That(
            await db.Forms.CountAsync(form =>
                db.Calls.Any(call => call.Id == form.CallId && call.Slug == "evaluation-dmn")
            ),
            Is.EqualTo(2)
        );
    }

    [TestCase("weight: 35", "weight: 30", "add up to 95", TestName = "Weights_that_do_not_add_up_to_100_are_refused")]
    [TestCase(
        "type: short-text",
        "type: short-txet",
        "'short-txet' is none of",
        TestName = "An_unknown_type_of_field_is_refused"
    )]
    [TestCase(
        "operator: banque-des-territoires",
        "operator: banque",
        "not in programme.yaml",
        TestName = "An_unknown_operator_is_refused"
    )]
    [TestCase(
        "of: experiments.aid",
        "of: experiments.aide",
        "no question of the form",
        TestName = "A_rule_on_no_field_is_refused"
    )]
    [TestCase(
        "  appeal:",
        "  appeals:",
        "'appeals' is not known here",
        TestName = "A_misspelt_way_of_appeal_is_refused"
    )]
    [TestCase("after-months: 2", "after-months: 0", "a month at the earliest", TestName = "No_silence_is_immediate")]
    [TestCase("audience:", "audiance:", "'audiance' is not known here", TestName = "A_misspelt_key_is_refused")]
    [TestCase(
        "\"2022-05-25 12:00\"",
        "\"2022-13-25 12:00\"",
        "not a civil time",
        TestName = "An_impossible_date_is_refused"
    )]
    [TestCase("key: acronym", "key: title", "stands twice", TestName = "A_field_that_stands_twice_is_refused")]
    [TestCase(
        "    - key: consortium\n      title: { fr: \"Le consortium\"",
        "    - key: project\n      title: { fr: \"Le consortium\"",
        "the key 'project' stands twice",
        TestName = "A_section_that_stands_twice_is_refused"
    )]
    [TestCase(
        "key: experiment-share",
        "key: experiment-aid",
        "the key 'experiment-aid' stands twice",
        TestName = "A_rule_that_stands_twice_is_refused"
    )]
    [TestCase(
        "key: regional",
        "key: local",
        "the key 'local' stands twice",
        TestName = "An_option_that_stands_twice_is_refused"
    )]
    [TestCase(
        "    - key: sustainability\n",
        "    - key: method\n",
        "the key 'method' stands twice",
        TestName = "A_criterion_that_stands_twice_is_refused"
    )]
    [TestCase(
        "number: 3",
        "number: 2",
        "the number '2' stands twice",
        TestName = "A_wave_that_stands_twice_is_refused"
    )]
    [TestCase(
        "values: [health-structure, medico-social-structure]",
        "values: [health-structure, medico-social]",
        "waits for “medico-social”, which is no option of lead_type, members.type",
        TestName = "A_rule_on_no_option_is_refused"
    )]
    [TestCase(
        "caps: { local: 375000",
        "caps: { locale: 375000",
        "waits for “locale”, which is no option of site_type",
        TestName = "A_cap_of_no_option_is_refused"
    )]
    [TestCase(
        "whole: experiments.cost",
        "whole: budget.y1",
        "must be columns of one table",
        TestName = "A_share_of_another_tables_rows_is_refused"
    )]
    [TestCase(
        "grace-seconds: 0",
        "grace-seconds: 60",
        "needs its 'grace-clause'",
        TestName = "A_grace_without_its_clause_is_refused"
    )]
    [TestCase(
        "{ key: name, type: short-text, label: { fr: \"Expérimentation\", en: \"Experiment\" }, required: true }",
        "{ key: name, type: table, label: { fr: \"Expérimentation\", en: \"Experiment\" }, columns: [{ key: a, type: amount, label: { fr: \"A\", en: \"A\" } }] }",
        "fits in no cell",
        TestName = "A_table_in_a_table_is_refused"
    )]
    [TestCase(
        "url: /calls/tiers-lieux/form",
        "url: calls/tiers-lieux/form",
        "is no address",
        TestName = "A_document_that_is_nowhere_is_refused"
    )]
    [TestCase(
        "[\"2022-05-25 12:00\"]",
        "[\"2022-05-25 12:00\", \"2022-05-25 12:00\"]",
        "stands twice",
        TestName = "A_cut_off_that_stands_twice_is_refused"
    )]
    public void Bad_data_is_refused_naming_file_line_and_reason(string good, string bad, string reason)
    {
        var line = Change("tiers-lieux", good, bad);
        using var db = Database.OpenAsOwner();
        var refused = Assert.ThrowsAsync<SeedException>(() => Seeder.ApplyAsync(db, _folder));
        Assert.That(refused!.File, Is.EqualTo("tiers-lieux.yaml"));
        Assert.That(refused.Reason, Does.Contain(reason));
        // Sums are told at the list that they add up.
        Assert.That(refused.Line, reason.Contains("add up") ? Is.LessThanOrEqualTo(line) : Is.EqualTo(line));
    }

    [Test]
    public async Task Changed_dates_move_in_an_order_that_works_and_a_new_grace_moves_none()
    {
        await using var own = await TestDatabase.CreateAsync();
        Change(
            "competences-metiers",
            "\"2024-02-27 12:00\", \"2024-07-02 12:00\"",
            "\"2024-07-10 12:00\", \"2024-10-01 12:00\""
        );
        Change("tiers-lieux", "\"2024-03-01 00:00\"", "\"2024-06-10 00:00\"");
        Change("tiers-lieux", "\"2024-05-31 24:00\"", "\"2024-09-30 24:00\"");
        Change("evaluation-dmn", "grace-seconds: 300", "grace-seconds: 600");
        await SeedAsync(own);

        await using var db = own.Open();
        var season = await WaveAsync(db, "competences-metiers", 2);
        Assert.That(
            season.CutOffs.Select(cutOff => cutOff.Deadline.Civil.Month),
            Is.EqualTo(new[] { 11, 7, 10 }),
            "one was moved past where the next was moved past where the second was"
        );
        var third = await WaveAsync(db, "tiers-lieux", 3);
        Assert.That(third.OpensAt, Is.GreaterThan(Deadline.InstantOf(new DateTime(2024, 6, 9))));
        var dmn = await WaveAsync(db, "evaluation-dmn", 1);
        Assert.That(
            dmn.CutOffs.Select(cutOff => cutOff.Deadline.GraceSeconds),
            Is.EqualTo(new[] { 300, 300, 600, 600 })
        );
        Assert.That(
            await db.History.CountAsync(entry => entry.Name == "wave.cut-off-moved" && entry.SubjectId == dmn.Id.Value),
            Is.Zero
        );

        Change(
            "competences-metiers",
            "\"2024-07-10 12:00\", \"2024-10-01 12:00\"",
            "\"2024-02-27 12:00\", \"2024-07-02 12:00\""
        );
        await SeedAsync(own);
        Assert.That((await WaveAsync(db, "competences-metiers", 2)).CutOffs[2].Deadline.Civil.Month, Is.EqualTo(7));
    }

    [TestCase("opens: \"2022-02-24 00:00\"", "opens: \"2022-02-25 00:00\"", "its opening can no longer be moved")]
    [TestCase("[\"2022-05-25 12:00\"]", "[\"2022-05-26 12:00\"]", "it can no longer be moved")]
    [TestCase("[\"2024-05-31 24:00\"]", "[\"2024-05-31 24:00\", \"2024-06-30 12:00\"]", "not added or removed")]
    [TestCase("number: 3", "number: 4", "wave 3 is missing")]
    [TestCase("code: TL", "code: TLX", "the call's code is TL")]
    public async Task What_can_no_longer_change_is_refused_each_time(string good, string bad, string reason)
    {
        await using var own = await TestDatabase.CreateAsync();
        var line = Change("tiers-lieux", good, bad);
        for (var run = 0; run < 2; run++)
        {
            var refused = Assert.ThrowsAsync<SeedException>(() => SeedAsync(own))!;
            Assert.That(refused.Message, Does.StartWith("tiers-lieux.yaml, line ").And.Contains(reason));
            Assert.That(refused.Line, reason.Contains("missing") ? Is.LessThanOrEqualTo(line) : Is.EqualTo(line));
        }
    }

    [Test]
    public void A_file_that_is_no_yaml_is_refused_with_its_line()
    {
        File.AppendAllText(Path.Combine(_folder, "calls", "tiers-lieux.yaml"), "\n  : [\n");
        using var db = Database.OpenAsOwner();
        Assert.That(
            Assert.ThrowsAsync<SeedException>(() => Seeder.ApplyAsync(db, _folder))!.Message,
            Does.Match("tiers-lieux.yaml, line [0-9]+: ")
        );
    }

    [Test]
    public async Task What_the_files_would_do_to_dates_is_told_before_with_whom_it_hits_and_nothing_is_written()
    {
        await using var own = await TestDatabase.CreateAsync();
        await own.SetClockAsync(DemoTime.Start);
        var stage = new Stage(own);
        var carrier = await stage.PersonAsync();
        await stage.DraftAsync(carrier, "competences-metiers", 2);
        var before = (await stage.WaveAsync("competences-metiers", 2)).CutOffs.Select(one => one.Deadline).ToList();
        Change("competences-metiers", "\"2024-02-27 12:00\"", "\"2024-03-05 12:00\"");
        Change("evaluation-dmn", "grace-seconds: 300", "grace-seconds: 600");
        await using (var owner = own.OpenAsOwner())
        {
            var told = (await Seeder.PreviewAsync(owner, _folder)).Single();
            Assert.That((told.Call, told.Wave, told.From), Is.EqualTo(("competences-metiers", 2, before[1].At)));
            Assert.That(told.Hit, Is.EqualTo(new DossiersHit(Drafts: 1, Filed: 0, People: 1)));
            Assert.That($"{told}", Does.Contain("27 February 2024").And.Contain("5 March 2024"));
        }
        var after = (await stage.WaveAsync("competences-metiers", 2)).CutOffs.Select(one => one.Deadline);
        Assert.That(after, Is.EqualTo(before));
        await SeedAsync(own);
        await using var db = own.Open();
        var mail = await db.Outbox.SingleAsync(one => one.Template == "deadline-moved");
        Assert.That(mail.Recipient.Value, Is.EqualTo(carrier.Email), "just who was told before");
    }

    private async Task SeedAsync(TestDatabase database)
    {
        await using var owner = database.OpenAsOwner();
        await Seeder.ApplyAsync(owner, _folder);
    }

    private static Task<Domain.Waves.Wave> WaveAsync(PortalDbContext db, string slug, int number) =>
        db
            .Waves.AsNoTracking()
            .SingleAsync(wave =>
                wave.Number == number && db.Calls.Any(call => call.Id == wave.CallId && call.Slug == slug)
            );

    private int Change(string call, string good, string bad)
    {
        var path = Path.Combine(_folder, "calls", call + ".yaml");
        var text = File.ReadAllText(path);
        var place = text.IndexOf(good, StringComparison.Ordinal);
        Assert.That(place, Is.GreaterThan(0), $"the seeds no longer say '{good}'");
        File.WriteAllText(path, text[..place] + bad + text[(place + good.Length)..]);
        // The line where the two begin to differ.
        var same = good.Zip(bad).TakeWhile(pair => pair.First == pair.Second).Count();
        return text[..(place + same)].Count(c => c == '\n') + 1;
    }
}
