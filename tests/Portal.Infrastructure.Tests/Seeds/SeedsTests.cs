using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Tests.Seeds;

[TestFixture]
internal sealed class SeedsTests : OnDatabase
{
    private string _folder = "";

    [SetUp]
    public void CopySeeds()
    {
        _folder = Directory.CreateTempSubdirectory("seeds-").FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "calls"));
        foreach (var file in Directory.GetFiles(Repository.Seeds, "*.yaml", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(_folder, Path.GetRelativePath(Repository.Seeds, file)));
    }

    [TearDown]
    public void RemoveCopy() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task The_four_calls_of_the_programme_are_there_and_a_second_run_changes_nothing()
    {
        await using var db = Database.Open();
        Assert.That(await db.Calls.CountAsync(), Is.EqualTo(4));
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
        "no field of the form",
        TestName = "A_rule_on_no_field_is_refused"
    )]
    [TestCase("audience:", "audiance:", "'audiance' is not known here", TestName = "A_misspelt_key_is_refused")]
    [TestCase(
        "\"2022-05-25 12:00\"",
        "\"2022-13-25 12:00\"",
        "not a civil time",
        TestName = "An_impossible_date_is_refused"
    )]
    [TestCase("key: acronym", "key: title", "stands twice", TestName = "A_field_that_stands_twice_is_refused")]
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
    public void A_file_that_is_no_yaml_is_refused_with_its_line()
    {
        File.AppendAllText(Path.Combine(_folder, "calls", "tiers-lieux.yaml"), "\n  : [\n");
        using var db = Database.OpenAsOwner();
        Assert.That(
            Assert.ThrowsAsync<SeedException>(() => Seeder.ApplyAsync(db, _folder))!.Message,
            Does.Match("tiers-lieux.yaml, line [0-9]+: ")
        );
    }

    private int Change(string call, string good, string bad)
    {
        var path = Path.Combine(_folder, "calls", call + ".yaml");
        var text = File.ReadAllText(path);
        var place = text.IndexOf(good, StringComparison.Ordinal);
        Assert.That(place, Is.GreaterThan(0), $"the seeds no longer say '{good}'");
        File.WriteAllText(path, text[..place] + bad + text[(place + good.Length)..]);
        return text[..place].Count(c => c == '\n') + 1;
    }
}
