using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsvHelper;

namespace Portal.Web.Tests.Decisions;

/// <summary>The map and the charts add up what is public, and nothing else.</summary>
[TestFixture]
internal sealed partial class FiguresTests : OnPortal
{
    private static readonly DateTimeOffset Publication = Deadline.InstantOf(
        new DateTime(2024, 1, 18, 14, 0, 0, DateTimeKind.Unspecified)
    );

    private const string Fictional = "ces projets et ces organismes sont fictifs";

    private static readonly string[] Tables =
    [
        "/winners/figures/regions.csv",
        "/winners/figures/themes.csv",
        "/winners/figures/waves.csv",
        "/winners/figures/success.csv",
        "/programme/totals.csv",
        "/programme/waves.csv",
        "/programme/time.csv",
        "/programme/regions.csv",
    ];

    [Test, Order(1)]
    public async Task The_map_its_table_and_the_files_of_winners_tell_the_same()
    {
        var regions = (await CsvAsync("/winners/figures/regions.csv"))
            .Where(row => row["winners"] != "0")
            .ToDictionary(
                row => row["region"],
                row => (int.Parse(row["winners"], CultureInfo.InvariantCulture), row["amount_euros"])
            );
        var winners = (await CsvAsync("/data/winners.csv"))
            .GroupBy(row => row["region"])
            .ToDictionary(
                same => same.Key,
                same =>
                    (
                        same.Count(),
                        same.Sum(row => decimal.Parse(row["amount_euros"], CultureInfo.InvariantCulture))
                            .ToString("0.00", CultureInfo.InvariantCulture)
                    )
            );
        Assert.That(regions, Is.EquivalentTo(winners));
        var map = Tile().Matches(await PageAsync("/winners/figures"));
        Assert.That(map, Has.Count.EqualTo(18), "regions, overseas as well");
        foreach (Match tile in map)
            Assert.That(
                int.Parse(tile.Groups["count"].Value, CultureInfo.InvariantCulture),
                Is.EqualTo(winners.GetValueOrDefault(tile.Groups["region"].Value).Item1),
                WebUtility.HtmlDecode(tile.Value)
            );
    }

    [Test, Order(2)]
    public async Task Before_its_minute_a_list_is_in_no_figure_whatever_it_holds()
    {
        await Host.SetClockAsync(Publication.AddSeconds(-30));
        var before = await TablesAsync();
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(
            $"""
            update winners set amount = amount * 3, region = 'corse' where list_id in (select id from winner_lists where published_at is null);
            update decisions set outcome = 'Rejected', amount = null where list_id in (select id from winner_lists where published_at is null);
            """
        );
        Assert.That(await TablesAsync(), Is.EqualTo(before));
        Assert.That(
            (await CsvAsync("/winners/figures/success.csv")).ConvertAll(row =>
                (row["wave"], row["filed"], row["funded"], row["share"])
            ),
            Is.EqualTo(new[] { ("1", "14", "10", "0.7143") })
        );
    }

    [Test, Order(2)]
    public async Task The_dashboard_adds_up_its_tables_and_picks_nobody_out()
    {
        await Host.SetClockAsync(Publication.AddSeconds(-30));
        var totals = (await CsvAsync("/programme/totals.csv")).ToDictionary(row => row["figure"], row => row["value"]);
        var waves = await CsvAsync("/programme/waves.csv");
        int Sum(string column) =>
            waves.Sum(row => row[column].Length == 0 ? 0 : int.Parse(row[column], CultureInfo.InvariantCulture));
        Assert.That(totals["dossiers_filed"], Is.EqualTo($"{Sum("filed")}"));
        Assert.That(totals["winners"], Is.EqualTo($"{Sum("winners")}").And.EqualTo("10"));
        Assert.That(totals["experts_at_least"], Is.Empty, "three experts are fewer than ten");
        var second = waves.Single(row => row["call"] == "tiers-lieux" && row["wave"] == "2");
        Assert.That((second["filed"], second["winners"], second["amount_euros"]), Is.EqualTo(("21", "", "")));
        var regions = await CsvAsync("/programme/regions.csv");
        Assert.That(regions, Has.Count.EqualTo(18));
        foreach (var region in regions)
            Assert.That(
                decimal.Parse(region["euros_per_inhabitant"], CultureInfo.InvariantCulture),
                Is.EqualTo(
                        decimal.Parse(region["amount_euros"], CultureInfo.InvariantCulture)
                            / decimal.Parse(region["inhabitants"], CultureInfo.InvariantCulture)
                    )
                    .Within(0.0001m),
                region["region"]
            );
        Assert.That(await PageAsync("/programme"), Does.Contain("Insee"), "who counted is told");
        Assert.That(await PageAsync("/programme"), Does.Contain(Fictional));
    }

    [Test, Order(3)]
    public async Task On_its_minute_it_is_in_all_of_them()
    {
        await Host.SetClockAsync(Publication);
        Assert.That(
            (await CsvAsync("/winners/figures/success.csv")).ConvertAll(row =>
                (row["wave"], row["filed"], row["funded"])
            ),
            Is.EqualTo(new[] { ("2", "21", "15"), ("1", "14", "10") })
        );
        Assert.That(
            (await CsvAsync("/winners/figures/regions.csv")).Single(row => row["region"] == "corse")["winners"],
            Is.Not.EqualTo("0")
        );
        Assert.That(
            (await CsvAsync("/calls/tiers-lieux/waves/2/winners/figures/regions.csv")).Sum(row =>
                int.Parse(row["winners"], CultureInfo.InvariantCulture)
            ),
            Is.EqualTo(15)
        );
    }

    [Test, Order(4)]
    public async Task Without_demonstration_the_dashboard_says_nothing_of_one()
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync($"update winners set is_demonstration = false");
        Assert.That(await PageAsync("/programme"), Does.Contain(Fictional), "dossiers still are");
        await db.Database.ExecuteSqlAsync($"update dossiers set is_demonstration = false");
        Assert.That(await PageAsync("/programme"), Does.Not.Contain(Fictional));
    }

    [TestCase("/winners/figures/nothing.csv")]
    [TestCase("/calls/tiers-lieux/waves/9/winners/figures")]
    [TestCase("/calls/entrepots-donnees/winners/figures/regions.csv")]
    public async Task What_has_no_winners_has_no_figures(string path)
    {
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync(path)).Code, Is.EqualTo(404));
    }

    private async Task<string> TablesAsync()
    {
        var all = new List<string>();
        foreach (var table in Tables)
            all.Add(await PageAsync(table));
        return string.Join('\n', all);
    }

    private async Task<string> PageAsync(string path)
    {
        using var visitor = Host.NewVisitor();
        var answer = await visitor.GetAsync(path);
        Assert.That(answer.Code, Is.EqualTo(200), path);
        return answer.Body;
    }

    private async Task<List<Dictionary<string, string>>> CsvAsync(string path)
    {
        using var csv = new CsvReader(new StringReader(await PageAsync(path)), CultureInfo.InvariantCulture);
        await csv.ReadAsync();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (await csv.ReadAsync())
            rows.Add(
                csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name) ?? "", StringComparer.Ordinal)
            );
        return rows;
    }

    [GeneratedRegex(
        "<a href=\"/winners[?]region=(?<region>[a-z-]+)\" class=\"level-[0-3]\"[^>]*>.*?<text class=\"value\"[^>]*>(?<count>[0-9]+)</text>",
        RegexOptions.Singleline,
        5_000
    )]
    private static partial Regex Tile();
}
