using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Calls;

/// <summary>An officer writes the next version of a form, without scripts.</summary>
[TestFixture]
internal sealed class DesignerTests : OnPortal
{
    private const string Root = "/staff/calls/tiers-lieux/form";

    private Visitor _odile = null!;

    [SetUp]
    public async Task Enter()
    {
        _odile = await Host.SignInAsync(await OfficerAsync());
        await _odile.PostAsync($"{Root}/drop");
    }

    [TearDown]
    public void Leave() => _odile.Dispose();

    [Test]
    public async Task A_question_is_added_put_in_place_and_published_while_dossiers_keep_theirs()
    {
        await using var db = Database.Open();
        var before = await db.Dossiers.Select(one => new { one.Id, one.FormId }).ToDictionaryAsync(one => one.Id);
        await _odile.PostAsync($"{Root}/begin");

        var added = await AddAsync(
            "fields/new?place=project",
            ("f.label_fr", "Site web"),
            ("f.label_en", "Web site"),
            ("f.type", "ShortText")
        );
        Assert.That(added.Location, Is.EqualTo($"{Root}/fields/site_web"));
        var wrong = await AddAsync(
            "fields/site_web",
            ("f.label_fr", "Site web"),
            ("f.max_length", "beaucoup"),
            ("f.section", "project")
        );
        Assert.That((wrong.Code, wrong.Body.Contains("beaucoup", StringComparison.Ordinal)), Is.EqualTo((409, true)));
        var saved = await AddAsync(
            "fields/site_web",
            ("f.label_fr", "Site web"),
            ("f.label_en", "Web site"),
            ("f.max_length", "120"),
            ("f.required", "yes"),
            ("f.section", "project")
        );
        Assert.That(saved.Location, Is.EqualTo($"{Root}#part-site_web"));
        await AddAsync("fields/site_web/move?to=0");

        var page = await _odile.GetAsync(Root);
        Assert.That(
            page.Body.IndexOf("Site web", StringComparison.Ordinal),
            Is.LessThan(page.Body.IndexOf("fields/title\"", StringComparison.Ordinal))
        );
        var difference = await _odile.GetAsync($"{Root}/difference");
        Assert.That(difference.Body, Does.Contain("<code>site_web</code>"));

        var published = await AddAsync("publish");
        Assert.That(published.Location, Is.EqualTo(Root));
        var field = (await FormsAsync(db))[^1].Fields.Single(one => one.Key == "site_web");
        Assert.That((field.MaxLength, field.Required), Is.EqualTo((120, true)));
        Assert.That(
            await db.Dossiers.AllAsync(one => before.Values.Select(old => old.FormId).Contains(one.FormId)),
            Is.True
        );
    }

    [Test]
    public async Task A_question_says_that_its_answer_tells_who_carries_the_dossier_and_keeps_it_through_other_types()
    {
        await _odile.PostAsync($"{Root}/begin");
        await AddAsync(
            "fields/new?place=project",
            ("f.label_fr", "Slogan"),
            ("f.label_en", "Slogan"),
            ("f.key", "slogan"),
            ("f.type", "ShortText")
        );
        Assert.That((await _odile.GetAsync($"{Root}/fields/slogan")).Body, Does.Contain("f.identifies"));
        await AddAsync(
            "fields/slogan",
            ("f.label_fr", "Slogan"),
            ("f.label_en", "Slogan"),
            ("f.identifies", "yes"),
            ("f.section", "project")
        );
        Assert.That(await ReadableAsync(), Is.False);
        Assert.That((await _odile.GetAsync($"{Root}/difference")).Body, Does.Contain("<code>slogan</code>"));
        var other = await _odile.GetAsync($"{Root}/fields/slogan?type=LongText");
        Assert.That(
            other.Body,
            Does.Match("checked=\"checked\"[^>]*name=\"f.identifies\"[^>]*value=\"yes\""),
            "another type, the same mark"
        );
        await AddAsync(
            "fields/slogan",
            ("f.label_fr", "Slogan"),
            ("f.label_en", "Slogan"),
            ("f.identifies", "type"),
            ("f.section", "project")
        );
        Assert.That(await ReadableAsync(), Is.True, "the type decides again");
        await AddAsync("drop");

        async Task<bool> ReadableAsync()
        {
            await using var db = Database.Open();
            var draft = await db.FormDrafts.SingleAsync(one =>
                db.Calls.Any(call => call.Id == one.CallId && call.Slug == "tiers-lieux")
            );
            return Portal.Domain.Dossiers.HiddenCarrier.ReadableIn(draft.AsForm()).Contains("slogan");
        }
    }

    [Test]
    public async Task What_keeps_it_from_being_published_is_told_with_links()
    {
        await _odile.PostAsync($"{Root}/begin");
        await AddAsync(
            "fields/new?place=project",
            ("f.label_fr", "Choix"),
            ("f.label_en", "Choice"),
            ("f.type", "Choice")
        );
        await AddAsync("fields/title/remove");
        var page = await _odile.GetAsync(Root);
        Assert.That(page.Body, Does.Contain("fields/choix\">").And.Not.Contain($"{Root}/publish"));
        Assert.That((await AddAsync("publish")).Code, Is.EqualTo(409));

        await AddAsync("put-back");
        Assert.That((await _odile.GetAsync(Root)).Body, Does.Contain("fields/title\">"));
    }

    [Test]
    public async Task Who_writes_on_what_another_one_changed_since_is_told_and_loses_nothing()
    {
        await _odile.PostAsync($"{Root}/begin");
        var revision = await RevisionAsync();
        await AddAsync("sections/new", ("f.label_fr", "Première"), ("f.label_en", "First"));
        var late = await _odile.PostAsync(
            $"{Root}/sections/new",
            ("revision", $"{revision}"),
            ("f.label_fr", "Tardive"),
            ("f.label_en", "Late")
        );
        Assert.That((late.Code, late.Body.Contains("Tardive", StringComparison.Ordinal)), Is.EqualTo((409, true)));
    }

    [Test]
    public async Task A_rule_has_its_clause_and_its_settings()
    {
        await _odile.PostAsync($"{Root}/begin?empty=true");
        var added = await AddAsync(
            "rules/new",
            ("f.kind", "Share"),
            ("f.label_fr", "Aide de 50 % au plus."),
            ("f.label_en", "Aid of 50% at most."),
            ("f.key", "half")
        );
        Assert.That(added.Location, Is.EqualTo($"{Root}/rules/half"));
        await AddAsync(
            "rules/half",
            ("f.label_fr", "Aide de 50 % au plus."),
            ("f.label_en", "Aid of 50% at most."),
            ("f.part", "aid_requested"),
            ("f.whole", "total_cost"),
            ("f.max_percent", "50")
        );
        var published = await AddAsync("publish");
        Assert.That(published.Location, Is.EqualTo(Root), published.Body);
        await using var db = Database.Open();
        Assert.That(
            (await FormsAsync(db))[^1].Rules.Single(),
            Is.EqualTo(
                    new Share(
                        "half",
                        new LocalizedText("Aide de 50 % au plus.", "Aid of 50% at most."),
                        "aid_requested",
                        "total_cost",
                        50
                    )
                )
                .Using<Share>((one, other) => one with { When = [] } == other with { When = [] })
        );
    }

    private async Task<Answer> AddAsync(string address, params (string, string)[] fields) =>
        await _odile.PostAsync($"{Root}/{address}", [.. fields, ("revision", $"{await RevisionAsync()}")]);

    private async Task<int> RevisionAsync()
    {
        await using var db = Database.Open();
        return await db
            .FormDrafts.Where(draft => db.Calls.Any(call => call.Id == draft.CallId && call.Slug == "tiers-lieux"))
            .Select(draft => draft.Revision)
            .SingleOrDefaultAsync();
    }

    private static async Task<IReadOnlyList<Form>> FormsAsync(PortalDbContext db) =>
        await db
            .Forms.AsNoTracking()
            .Where(form => db.Calls.Any(call => call.Id == form.CallId && call.Slug == "tiers-lieux"))
            .OrderBy(form => form.Version)
            .ToListAsync();

    private async Task<string> OfficerAsync()
    {
        await using var db = Database.Open();
        return await db
            .CallOfficers.Where(officer =>
                db.Calls.Any(call => call.Id == officer.CallId && call.Slug == "tiers-lieux")
            )
            .Select(officer => db.Users.First(one => one.Id == officer.Person.Value).Name)
            .FirstAsync();
    }
}
