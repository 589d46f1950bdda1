using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Decisions;

/// <summary>Winners of an edition that had no dossiers here, from a file to the public's pages and back.</summary>
[TestFixture]
internal sealed partial class PastWinnersTests : OnPortal
{
    private const string Address = "https://ministere.test.example/communique";
    private const string Source = $"Communiqué du 12 décembre 2022 ({Address})";
    private const string Page = "/calls/entrepots-donnees/waves/1/winners";
    private const string Right =
        "Référence;Projet;Chef de file;Région;Aide (€);Partenaires;SIRET du chef de file\n"
        + "EDS-1;Entrepôt fictif de l’Ouest;CHU fictif;bretagne;1 250 000,50;CHU de l’Exemple | Laboratoire inventé;73282932000074\n"
        + "EDS-2;Entrepôt fictif du Sud;CHU imaginaire;Occitanie;900000;;\n";

    private string _import = "";
    private Visitor _officer = null!;

    [OneTimeSetUp]
    public async Task Enter()
    {
        await using var db = Database.Open();
        var wave = await WaveAsync(db, "entrepots-donnees", 1);
        _import = $"/staff/waves/{wave}/winners/import";
        _officer = await Host.SignInAsync("Odile");
    }

    [OneTimeTearDown]
    public void Leave() => _officer.Dispose();

    [Test, Order(1)]
    public async Task Each_fault_is_told_with_its_line_and_column_and_nothing_is_done()
    {
        var page = await PreviewAsync(
            "number,title,lead,region,amount_euros,lead_siret\n"
                + "EDS-1,,CHU fictif,Atlantide,beaucoup,123\n"
                + "EDS-2,Titre,CHU,bretagne,10\n"
                + "EDS-3,Titre,CHU,bretagne,10,\nEDS-3,Titre,CHU,bretagne,10,\n"
        );
        Assert.That(
            Faults().Matches(page).Select(row => (row.Groups["line"].Value, row.Groups["column"].Value)),
            Is.EqualTo(
                new[]
                {
                    ("2", "Projet"),
                    ("2", "Région"),
                    ("2", "Aide (€)"),
                    ("2", "SIRET du chef de file"),
                    ("3", ""),
                    ("5", "Référence"),
                }
            )
        );
        Assert.That(page, Does.Contain("Atlantide").And.Contain("La ligne 4 a la même référence."));
        Assert.That(page, Does.Not.Contain("name=\"hash\""));
        Assert.That(await PreviewAsync("number,title\nA,B\n"), Does.Contain("Cette colonne manque."));
        Assert.That(await PreviewAsync(Right, on: "2030-01-01"), Does.Contain("n’est pas encore venu"));
        Assert.That(await CodeAsync(Page), Is.EqualTo(404));
    }

    [Test, Order(2)]
    public async Task What_was_shown_is_published_with_its_source_and_nothing_else_is()
    {
        var page = await PreviewAsync(Right);
        Assert.That(page, Does.Contain("Entrepôt fictif de l’Ouest").And.Contain("2 lauréats"));
        Assert.That(await CodeAsync(Page), Is.EqualTo(404), "it is only shown");
        var fields = Hidden()
            .Matches(page)
            .ToDictionary(one => one.Groups["name"].Value, one => WebUtility.HtmlDecode(one.Groups["value"].Value));
        Assert.That((await ApplyAsync(fields, ("source", "Une autre source"))).Code, Is.EqualTo(409));
        Assert.That((await ApplyAsync(fields, ("content", "abc"))).Code, Is.EqualTo(409));
        await Host.SweepAsync();
        await using var db = Database.Open();
        var mails = await db.Outbox.CountAsync();
        Assert.That((await ApplyAsync(fields)).Code, Is.EqualTo(302));
        await Host.SweepAsync();
        Assert.That(await db.Outbox.CountAsync(), Is.EqualTo(mails), "it is no news");

        foreach (var path in new[] { Page, $"{Page}/EDS-1", "/data/winners.csv", "/data/winners.json" })
            Assert.That(await BodyAsync(path), Does.Contain(Source).And.Contain("Entrepôt fictif de l’Ouest"), path);
        Assert.That(
            await BodyAsync($"{Page}/EDS-1"),
            Does.Contain("Laboratoire inventé").And.Contain("12 décembre 2022")
        );
        Assert.That(await BodyAsync("/winners?year=2022&region=occitanie"), Does.Contain("Entrepôt fictif du Sud"));
        Assert.That(
            await BodyAsync("/winners/figures/waves.csv"),
            Does.Contain("entrepots-donnees").And.Contain("2150000.50")
        );
        Assert.That(
            await BodyAsync("/winners/figures/success.csv"),
            Does.Not.Contain("entrepots-donnees"),
            "nothing was filed here"
        );
        foreach (
            var path in new[]
            {
                $"{Page}/EDS-1/picture.png?lang=fr",
                "/data/subventions.csv",
                "/data/360giving.json",
                "/api/v1/winners",
                "/programme",
                "/sitemap.xml",
            }
        )
            Assert.That(await CodeAsync(path), Is.EqualTo(200), path);
    }

    [Test, Order(3)]
    public async Task Every_file_and_the_api_tell_the_source_where_they_have_room_for_it()
    {
        using var giving = JsonDocument.Parse(await BodyAsync("/data/entrepots-donnees/1/360giving.json"));
        foreach (var grant in giving.RootElement.GetProperty("grants").EnumerateArray())
        {
            var document = grant.GetProperty("relatedDocument")[0];
            Assert.That(
                (Text(document, "title"), Text(document, "url"), Text(grant, "dataSource")),
                Is.EqualTo((Source, Address, Address))
            );
            Assert.That(Text(grant, "url"), Does.Contain(Page));
        }
        var subventions = await BodyAsync("/data/entrepots-donnees/1/subventions.csv");
        Assert.That(subventions, Does.Contain($"Entrepôt fictif de l’Ouest (source : {Source})"));
        using var api = JsonDocument.Parse(await BodyAsync("/api/v1/winners?call=entrepots-donnees"));
        Assert.That(
            api.RootElement.GetProperty("items").EnumerateArray().Select(one => Text(one, "source")),
            Has.Exactly(2).EqualTo(Source)
        );
        using var own = JsonDocument.Parse(await BodyAsync("/data/tiers-lieux/1/360giving.json"));
        Assert.That(own.RootElement.GetProperty("grants")[0].TryGetProperty("relatedDocument", out _), Is.False);
    }

    [Test, Order(3)]
    public async Task A_wave_that_ran_here_or_has_its_list_takes_no_file()
    {
        Assert.That(await PreviewAsync(Right), Does.Contain("rien ne s’y importe"));
        await using var db = Database.Open();
        var decided = await WaveAsync(db, "tiers-lieux", 1);
        using var olivier = await Host.SignInAsync("Olivier");
        Assert.That(
            await PreviewAsync(Right, by: olivier, path: $"/staff/waves/{decided}/winners/import"),
            Does.Contain("rien ne s’y importe")
        );
    }

    [Test, Order(4)]
    public async Task An_import_is_taken_back_whole_and_another_file_can_take_its_place()
    {
        var lists = await _officer.GetAsync(_import.Replace("/import", "", StringComparison.Ordinal));
        var undo = Undo().Match(lists.Body).Groups["to"].Value;
        Assert.That((await _officer.PostAsync(undo)).Code, Is.EqualTo(302));
        foreach (var path in new[] { Page, $"{Page}/EDS-1", "/data/entrepots-donnees/1/winners.csv" })
            Assert.That(await CodeAsync(path), Is.EqualTo(404), path);
        Assert.That(await BodyAsync("/data/winners.csv"), Does.Not.Contain("EDS-1"));
        Assert.That(await PreviewAsync(Right), Does.Contain("name=\"hash\""));
    }

    private static Task<Guid> WaveAsync(
        Portal.Infrastructure.Persistence.PortalDbContext db,
        string slug,
        int number
    ) =>
        db
            .Waves.Where(one =>
                one.Number == number && db.Calls.Any(call => call.Id == one.CallId && call.Slug == slug)
            )
            .Select(one => one.Id.Value)
            .SingleAsync();

    private async Task<string> PreviewAsync(
        string csv,
        string on = "2022-12-12",
        Visitor? by = null,
        string? path = null
    )
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(Source), "source");
        form.Add(new StringContent(on), "announcedOn");
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "laureats.csv");
        var answer = await (by ?? _officer).PostAsync(path ?? _import, form);
        Assert.That(answer.Code, Is.EqualTo(200));
        return WebUtility.HtmlDecode(answer.Body);
    }

    private Task<Answer> ApplyAsync(Dictionary<string, string> fields, params (string Name, string Value)[] changed)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(changed.FirstOrDefault(one => one.Name == name).Value ?? value), name);
        return _officer.PostAsync($"{_import}/apply", form);
    }

    private static string? Text(JsonElement one, string name) => one.GetProperty(name).GetString();

    private async Task<int> CodeAsync(string path)
    {
        using var visitor = Host.NewVisitor();
        return (await visitor.GetAsync(path)).Code;
    }

    private async Task<string> BodyAsync(string path)
    {
        using var visitor = Host.NewVisitor();
        return WebUtility.HtmlDecode((await visitor.GetAsync(path)).Body);
    }

    [GeneratedRegex("<tr><td class=\"num\">(?<line>[0-9]+)</td><td>(?<column>[^<]*)</td>", RegexOptions.None, 5_000)]
    private static partial Regex Faults();

    [GeneratedRegex(
        "<input type=\"hidden\" name=\"(?<name>content|hash|source|announcedOn)\" value=\"(?<value>[^\"]*)\"",
        RegexOptions.None,
        5_000
    )]
    private static partial Regex Hidden();

    [GeneratedRegex("action=\"(?<to>/staff/lists/[^\"]+/take-back-import)\"", RegexOptions.None, 5_000)]
    private static partial Regex Undo();
}
