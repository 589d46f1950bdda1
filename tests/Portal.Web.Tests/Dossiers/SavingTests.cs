using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Web.Tests.Dossiers;

/// <summary>What a page may send of a section, at its largest.</summary>
[TestFixture, NonParallelizable]
internal sealed class SavingTests : OnPortal
{
    private const string Consortium = "consortium";

    private Dossier _draft = null!;

    [SetUp]
    public async Task Begin()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        _draft = await new Stage(Database).DraftAsync(camille, "competences-metiers", 2);
    }

    [Test]
    public async Task What_is_far_beyond_a_question_is_refused_with_its_name_and_nothing_is_kept()
    {
        using var person = await Host.SignInAsync("Camille");
        var refused = await SaveAsync(person, "project", ("f.acronym", new string('x', 20_001)));
        Assert.That(refused.Code, Is.EqualTo(409));
        Assert.That(
            System.Net.WebUtility.HtmlDecode(refused.Body),
            Does.Contain("Acronyme").And.Contain("rien n’en est enregistré")
        );
        Assert.That((await SectionAsync("project")).Answers.Text("acronym"), Has.Length.LessThan(100));
        Assert.That((await SaveAsync(person, "project", ("f.acronym", new string('x', 300)))).Code, Is.EqualTo(302));
        Assert.That(
            (await SectionAsync("project")).Answers.Text("acronym"),
            Has.Length.EqualTo(300),
            "too long, and kept"
        );
    }

    [Test]
    public async Task A_page_without_scripts_sends_thousands_of_cells()
    {
        using var person = await Host.SignInAsync("Camille");
        var cells = Enumerable.Range(0, 2_000).Select(number => ($"f.other.{number}.x", ""));
        Assert.That((await SaveAsync(person, "project", [("f.acronym", "SIGLE"), .. cells])).Code, Is.EqualTo(302));
        Assert.That((await SectionAsync("project")).Answers.Text("acronym"), Is.EqualTo("SIGLE"));
    }

    [Test]
    public async Task Rows_beyond_the_limit_stay_until_somebody_takes_them_out()
    {
        var limit = await LimitAsync();
        using var person = await Host.SignInAsync("Camille");
        var rows = Enumerable.Range(0, limit + 2).Select(row => ($"f.members.{row}.name", $"Partenaire {row}"));
        await SaveAsync(person, Consortium, [.. rows]);
        Assert.That((await SectionAsync(Consortium)).Answers.Rows("members"), Has.Count.EqualTo(limit + 2));
        var page = (await person.GetAsync($"/dossiers/{_draft.Id.Value}/sections/{Consortium}")).Body;
        Assert.That(
            page,
            Does.Contain($"value=\"Partenaire {limit + 1}\""),
            "what isn't shown would be taken for removed"
        );
    }

    private async Task<int> LimitAsync()
    {
        await using var db = Database.Open();
        var form = await db.Forms.AsNoTracking().SingleAsync(one => one.Id == _draft.FormId);
        return form.Section(Consortium)!.Field("members")!.RowLimit;
    }

    private async Task<Answer> SaveAsync(Visitor person, string section, params (string Name, string Value)[] fields)
    {
        var revision = (await SectionAsync(section)).Revision;
        return await person.PostAsync(
            $"/dossiers/{_draft.Id.Value}/sections/{section}",
            [("revision", $"{revision}"), ("then", "here"), .. fields]
        );
    }

    private async Task<Section> SectionAsync(string key)
    {
        await using var db = Database.Open();
        return await db.Sections.AsNoTracking().SingleAsync(one => one.DossierId == _draft.Id && one.Key == key);
    }
}
