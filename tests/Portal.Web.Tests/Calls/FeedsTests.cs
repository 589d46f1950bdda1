using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Xml;
using Ical.Net.CalendarComponents;

namespace Portal.Web.Tests.Calls;

/// <summary>The calls, as feed readers and calendars take them.</summary>
[TestFixture]
internal sealed class FeedsTests : OnPortal
{
    protected override bool ReadsDocuments => false;

    [Test]
    public async Task A_feed_reader_reads_what_has_happened_and_nothing_ahead()
    {
        await using var db = Database.Open();
        var now = await db.NowAsync();
        var feed = await FeedAsync("/calls.atom");
        var items = feed.Items.ToList();
        Assert.That(items, Is.Not.Empty);
        Assert.That(items.Select(item => item.Id), Is.Unique);
        Assert.That(
            items.ConvertAll(item => item.LastUpdatedTime),
            Is.Ordered.Descending.And.All.LessThanOrEqualTo(now)
        );
        Assert.That(
            items.Select(item => item.Links[0].Uri.AbsolutePath),
            Has.Some.EqualTo("/calls/tiers-lieux/waves/1/winners")
        );
        var wave = await db.Waves.SingleAsync(one =>
            one.Number == 3 && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "tiers-lieux")
        );
        Assert.That(wave.OpensAt, Is.GreaterThan(now), "a wave to come");
        Assert.That(items.Select(item => item.Id), Has.None.Contains("tiers-lieux#Opened-3"));
    }

    [Test]
    public async Task A_feed_speaks_the_readers_language_and_of_their_theme()
    {
        var feed = await FeedAsync("/calls.atom?culture=en&theme=training");
        Assert.That(feed.Language, Is.EqualTo("en"));
        Assert.That(feed.Items.Select(item => item.Title.Text), Has.Some.StartsWith("Wave 2 open:"));
        Assert.That(
            feed.Items.Select(item => item.Links[0].Uri.AbsolutePath),
            Is.All.StartsWith("/calls/competences-metiers")
        );
    }

    [Test]
    public async Task A_calendar_shows_openings_and_cut_offs_at_their_hour_in_paris()
    {
        using var visitor = Host.NewVisitor();
        var answer = await visitor.GetAsync("/calls.ics");
        var calendar = Ical.Net.Calendar.Load(answer.Body)!;
        Assert.That(calendar.Events.Select(one => one.Uid), Is.Unique);
        // The interim cut-off of 9 April 2024 at noon, in summer time.
        var cutOff = calendar.Events.Single(one =>
            IsCutOff(one) && one.Start!.AsUtc == new DateTime(2024, 4, 9, 10, 0, 0)
        );
        Assert.That(cutOff.Start!.TzId, Is.EqualTo("Europe/Paris"));
        Assert.That(cutOff.Url!.AbsolutePath, Is.EqualTo("/calls/evaluation-dmn"));
    }

    [Test]
    public async Task The_sitemap_names_public_pages_alone()
    {
        using var visitor = Host.NewVisitor();
        var map = new XmlDocument();
        map.LoadXml((await visitor.GetAsync("/sitemap.xml")).Body);
        var pages = map.GetElementsByTagName("loc").Cast<XmlNode>().Select(one => new Uri(one.InnerText)).ToList();
        Assert.That(pages, Is.Unique);
        foreach (var page in pages)
            Assert.That((await visitor.GetAsync(page.AbsolutePath)).Code, Is.EqualTo(200), page.AbsolutePath);
        Assert.That(
            (await visitor.GetAsync("/robots.txt")).Body,
            Does.Contain("Sitemap: ").And.Contain("/sitemap.xml")
        );
    }

    [Test]
    public async Task A_search_engine_reads_what_a_call_is_and_when_it_is_open()
    {
        using var visitor = Host.NewVisitor();
        var page = (await visitor.GetAsync("/calls/evaluation-dmn")).Body;
        const string Begin = "<script type=\"application/ld&#x2B;json\">";
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        using var said = JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]);
        var call = said.RootElement;
        Assert.That(call.GetProperty("@type").GetString(), Is.EqualTo("GovernmentService"));
        Assert.That(call.GetProperty("serviceOperator").GetProperty("name").GetString(), Is.EqualTo("Bpifrance"));
        // The final close, 8 April 2025 at noon in Paris.
        Assert.That(
            call.GetProperty("offers")[0].GetProperty("availabilityEnds").GetDateTimeOffset(),
            Is.EqualTo(new DateTimeOffset(2025, 4, 8, 10, 0, 0, TimeSpan.Zero))
        );
    }

    [Test]
    public async Task What_a_call_is_called_never_ends_the_data_that_search_engines_read()
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(
            $$"""update calls set presentation = jsonb_set(presentation, '{title,fr}', '"</script><b>titre"') where slug = 'entrepots-donnees'"""
        );
        using var visitor = Host.NewVisitor();
        var page = (await visitor.GetAsync("/calls/entrepots-donnees")).Body;
        Assert.That(page, Does.Contain("titre").And.Not.Contain("</script><b>"));
    }

    private static bool IsCutOff(CalendarEvent one) => one.Uid!.StartsWith("cut-off-", StringComparison.Ordinal);

    private async Task<SyndicationFeed> FeedAsync(string path)
    {
        using var visitor = Host.NewVisitor();
        var answer = await visitor.GetAsync(path);
        Assert.That(answer.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/atom+xml"));
        using var xml = XmlReader.Create(new StringReader(answer.Body));
        return SyndicationFeed.Load(xml);
    }
}
