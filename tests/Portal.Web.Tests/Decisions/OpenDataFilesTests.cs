using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace Portal.Web.Tests.Decisions;

/// <summary>What machines read of the winners: whole, after the published schemas, and only once.</summary>
[TestFixture]
internal sealed partial class OpenDataFilesTests : OnPortal
{
    /// <summary>The columns of the SCDL schema "subventions" 2.1, in its order.</summary>
    private static readonly string[] Scdl =
    [
        "nomAttribuant",
        "idAttribuant",
        "dateConvention",
        "referenceDecision",
        "nomBeneficiaire",
        "idBeneficiaire",
        "rnaBeneficiaire",
        "objet",
        "montant",
        "nature",
        "conditionsVersement",
        "datesPeriodeVersement",
        "idRAE",
        "notificationUE",
        "pourcentageSubvention",
        "dispositifAide",
    ];

    [Test]
    public async Task Grants_obey_the_rules_of_the_scdl_schema()
    {
        var (head, rows) = await CsvAsync("/data/subventions.csv");
        Assert.That(head, Is.EqualTo(Scdl));
        Assert.That(rows, Is.Not.Empty);
        using (Assert.EnterMultipleScope())
            foreach (var row in rows)
            {
                Assert.That(row["nomAttribuant"], Is.Not.Empty);
                Assert.That(row["idAttribuant"], Does.Match("^[0-9]{14}$"));
                Assert.That(row["dateConvention"], Does.Match("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
                Assert.That(row["nomBeneficiaire"], Is.Not.Empty);
                Assert.That(row["idBeneficiaire"], Does.Match("^([0-9]{14})?$"));
                Assert.That(row["objet"], Has.Length.InRange(1, 256));
                Assert.That(row["montant"], Does.Match("^[0-9]+[.][0-9]{2}$"));
                Assert.That(row["nature"], Is.EqualTo("aide en numéraire"));
                Assert.That(row["conditionsVersement"], Is.EqualTo("échelonné"));
                Assert.That(
                    row["datesPeriodeVersement"],
                    Does.Match(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?$")
                );
                Assert.That(row["notificationUE"], Is.AnyOf("oui", "non"));
                Assert.That(
                    decimal.Parse(row["pourcentageSubvention"], CultureInfo.InvariantCulture),
                    Is.InRange(0.01m, 1m)
                );
            }
    }

    [Test]
    public async Task All_files_tell_of_the_same_winners()
    {
        using var visitor = Host.NewVisitor();
        var (_, winners) = await CsvAsync("/data/winners.csv");
        var (_, grants) = await CsvAsync("/data/subventions.csv");
        using var json = JsonDocument.Parse((await visitor.GetAsync("/data/winners.json")).Body);
        using var giving = JsonDocument.Parse((await visitor.GetAsync("/data/360giving.json")).Body);
        var numbers = winners.ConvertAll(row => row["number"]);
        Assert.That(numbers, Is.Unique.And.Not.Empty);
        Assert.That(grants.ConvertAll(row => row["referenceDecision"]), Is.EqualTo(numbers));
        Assert.That(json.RootElement.EnumerateArray().Select(one => Text(one, "number")), Is.EqualTo(numbers));
        var funded = giving.RootElement.GetProperty("grants").EnumerateArray().ToList();
        Assert.That(funded.Select(one => Text(one, "id").Split(':')[1]), Is.EqualTo(numbers));
        foreach (var grant in funded)
        {
            Assert.That(Text(grant, "currency"), Is.EqualTo("EUR"));
            Assert.That(Text(grant, "description"), Is.Not.Empty);
            Assert.That(grant.GetProperty("amountAwarded").GetDecimal(), Is.GreaterThan(0));
            foreach (var side in new[] { "recipientOrganization", "fundingOrganization" })
                Assert.That(Text(grant.GetProperty(side)[0], "id"), Does.StartWith("FR-INSEE-"));
        }
    }

    [Test]
    public async Task A_wave_has_files_of_its_own_and_one_without_a_list_has_none()
    {
        using var visitor = Host.NewVisitor();
        var (_, rows) = await CsvAsync("/data/tiers-lieux/1/winners.csv");
        Assert.That(
            rows.Select(row => (row["call"], row["wave"])).Distinct(),
            Is.EqualTo(new[] { ("tiers-lieux", "1") })
        );
        Assert.That(rows.Select(row => row["partners"]), Has.Some.Not.Empty, "the consortium is told");
        foreach (var path in new[] { "/data/tiers-lieux/99/winners.csv", "/data/nothing/1/360giving.json" })
            Assert.That((await visitor.GetAsync(path)).Code, Is.EqualTo(404), path);
    }

    [Test]
    public async Task Who_has_a_file_is_told_so_until_it_changes()
    {
        using var visitor = Host.NewVisitor();
        var first = await visitor.GetAsync("/data/winners.csv");
        var tag = first.Message.Headers.ETag!;
        Assert.That(await CodeAsync(visitor, tag.ToString()), Is.EqualTo(304));
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(
            $"update calls set presentation = presentation || '{{}}' where slug = 'tiers-lieux'"
        );
        Assert.That(await CodeAsync(visitor, tag.ToString()), Is.EqualTo(200));
    }

    [Test]
    public async Task A_title_that_looks_like_a_formula_is_text_to_a_spreadsheet()
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(
            $"update winners set acronym = '=1+1' where number = (select min(number) from winners)"
        );
        var (_, rows) = await CsvAsync("/data/winners.csv");
        Assert.That(rows.Select(row => row["acronym"]), Has.Some.EqualTo("'=1+1").And.None.StartsWith("="));
    }

    private static async Task<int> CodeAsync(Visitor visitor, string tag)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/data/winners.csv");
        asked.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return (int)(await visitor.Client.SendAsync(asked)).StatusCode;
    }

    private async Task<(string[] Head, List<Dictionary<string, string>> Rows)> CsvAsync(string path)
    {
        using var visitor = Host.NewVisitor();
        var answer = await visitor.GetAsync(path);
        Assert.That(answer.Code, Is.EqualTo(200), path);
        Assert.That(answer.Message.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
        using var csv = new CsvReader(
            new StringReader(answer.Body),
            new CsvConfiguration(CultureInfo.InvariantCulture)
        );
        await csv.ReadAsync();
        csv.ReadHeader();
        var head = csv.HeaderRecord!;
        var rows = new List<Dictionary<string, string>>();
        while (await csv.ReadAsync())
            rows.Add(head.ToDictionary(name => name, name => csv.GetField(name) ?? "", StringComparer.Ordinal));
        return (head, rows);
    }

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;
}
