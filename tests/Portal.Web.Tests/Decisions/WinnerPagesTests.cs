using System.Buffers.Binary;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Web.Tests.Decisions;

/// <summary>What the public finds of the winners, and how a project is told where its address is shared.</summary>
[TestFixture]
internal sealed partial class WinnerPagesTests : OnPortal
{
    private string _project = "";

    [OneTimeSetUp]
    public async Task Name()
    {
        await using var db = Database.OpenAsOwner();
        var number = await db.Winners.MinAsync(winner => winner.Number);
        await db
            .Winners.Where(winner => winner.Number == number)
            .ExecuteUpdateAsync(change =>
                change
                    .SetProperty(winner => winner.Title, "Télésoin du Vercors </script>")
                    .SetProperty(winner => winner.Acronym, "TDV")
                    .SetProperty(winner => winner.Lead, "Hôpital de l’Œuvre")
            );
        await db.Database.ExecuteSqlAsync(
            $$"""update winners set partners = '[{"name": "Société Ampère", "siret": "73282932000074"}]' where number = {{number}}"""
        );
        _project = $"/calls/tiers-lieux/waves/1/winners/{number}";
    }

    [TestCase("telesoin VERCORS")]
    [TestCase("oeuvre")]
    [TestCase("ampere tdv", TestName = "Words_of_a_partner_and_of_the_acronym")]
    public async Task A_project_is_found_by_words_of_any_field_whatever_their_accents_and_case(string search)
    {
        var page = await PageAsync($"/winners?search={Uri.EscapeDataString(search)}");
        Assert.That(ProjectsOf(page), Is.EqualTo(new[] { _project }));
        Assert.That(ProjectsOf(await PageAsync($"/winners?search={search} xylophone")), Is.Empty);
    }

    [TestCase("/winners?call=tiers-lieux&wave=1&year=2022&theme=experimentation&operator=banque-des-territoires", 10)]
    [TestCase("/winners?year=2023", 0)]
    [TestCase("/winners?theme=training", 0)]
    [TestCase("/winners?operator=anr", 0)]
    [TestCase("/winners?wave=2", 0, TestName = "A_wave_whose_list_waits_for_its_minute_has_nobody")]
    [TestCase("/winners?search=%25", 0, TestName = "A_sign_of_patterns_is_no_pattern")]
    [TestCase("/winners?page=-1", 10)]
    [TestCase("/winners?page=7", 0)]
    [TestCase("/calls/tiers-lieux/winners?call=entrepots-donnees", 10, TestName = "The_address_says_which_call")]
    public async Task Filters_choose_among_the_winners(string path, int count) =>
        Assert.That(ProjectsOf(await PageAsync(path)), Has.Count.EqualTo(count));

    [Test]
    public async Task A_region_chooses_among_the_winners_and_leads_back_from_a_project()
    {
        var project = await PageAsync(_project);
        var region = Region().Match(project).Groups["to"].Value;
        Assert.That(ProjectsOf(await PageAsync(region)), Does.Contain(_project).And.Count.LessThan(10));
    }

    [Test]
    public async Task A_project_tells_who_carries_it_to_people_and_to_search_engines()
    {
        var page = await PageAsync(_project);
        Assert.That(
            page,
            Does.Contain("Hôpital de l’Œuvre").And.Contain("Société Ampère").And.Contain("73282932000074")
        );
        var written = Structure().Match(page).Groups["json"].Value;
        using var json = JsonDocument.Parse(written);
        var grant = json.RootElement;
        Assert.That(grant.GetProperty("@type").GetString(), Is.EqualTo("MonetaryGrant"));
        Assert.That(grant.GetProperty("name").GetString(), Is.EqualTo("Télésoin du Vercors </script>"));
        Assert.That(
            grant
                .GetProperty("fundedItem")
                .GetProperty("member")
                .EnumerateArray()
                .Select(one => one.GetProperty("name").GetString()),
            Is.EqualTo(new[] { "Hôpital de l’Œuvre", "Société Ampère" })
        );
        Assert.That(grant.GetProperty("amount").GetProperty("value").GetDecimal(), Is.GreaterThan(0));
    }

    [TestCase("fr")]
    [TestCase("en")]
    public async Task The_picture_to_share_is_drawn_once_in_the_size_that_sites_show(string language)
    {
        using var visitor = Host.NewVisitor();
        await visitor.GetAsync($"/?culture={language}");
        var shared = new Uri(
            Picture().Match((await visitor.GetAsync(_project)).Body).Groups["at"].Value.Replace("&amp;", "&")
        );
        var answer = await visitor.Client.GetAsync(shared.PathAndQuery);
        var png = await answer.Content.ReadAsByteArrayAsync();
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/png"));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), Is.EqualTo(1200));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), Is.EqualTo(630));
        Assert.That(png, Has.Length.InRange(10_000, 200_000), "words are on it");
        using var again = new HttpRequestMessage(HttpMethod.Get, shared.PathAndQuery);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.That((int)(await visitor.Client.SendAsync(again)).StatusCode, Is.EqualTo(304));
    }

    [Test]
    public async Task Files_and_the_sitemap_lead_to_the_page_of_a_project()
    {
        foreach (
            var path in new[] { "/data/winners.csv", "/data/winners.json", "/data/360giving.json", "/sitemap.xml" }
        )
            Assert.That(await PageAsync(path), Does.Contain(_project), path);
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync("/calls/tiers-lieux/waves/1/winners/TL-0")).Code, Is.EqualTo(404));
        Assert.That((await visitor.GetAsync(_project.Replace("waves/1", "waves/2"))).Code, Is.EqualTo(404));
    }

    private async Task<string> PageAsync(string path)
    {
        using var visitor = Host.NewVisitor();
        var answer = await visitor.GetAsync(path);
        Assert.That(answer.Code, Is.EqualTo(200), path);
        return answer.Body;
    }

    private static List<string> ProjectsOf(string page) =>
        [.. Project().Matches(page).Select(link => link.Groups["to"].Value).Distinct()];

    [GeneratedRegex("<td class=\"project\"><a href=\"(?<to>[^\"]+)\"", RegexOptions.None, 5_000)]
    private static partial Regex Project();

    [GeneratedRegex("href=\"(?<to>/winners[?]region=[a-z-]+)\"", RegexOptions.None, 5_000)]
    private static partial Regex Region();

    [GeneratedRegex(
        "<script type=\"application/ld(?:&#x2B;|[+])json\">(?<json>.*?)</script>",
        RegexOptions.Singleline,
        5_000
    )]
    private static partial Regex Structure();

    [GeneratedRegex("<meta property=\"og:image\" content=\"(?<at>[^\"]+)\"", RegexOptions.None, 5_000)]
    private static partial Regex Picture();
}
