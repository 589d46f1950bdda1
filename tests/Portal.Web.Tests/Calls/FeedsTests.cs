using System.Text.Json;
using System.Xml;

namespace Portal.Web.Tests.Calls;

/// <summary>The calls, as feed readers and calendars take them.</summary>
[TestFixture]
internal sealed class FeedsTests : OnPortal
{
    [Test]
    public async Task A_feed_reader_reads_what_has_happened_and_nothing_ahead()
    {
        await using var db = Database.Open();
        var now = await db.NowAsync();
        var feed = await FeedAsync("/calls.atom");
        Assert.That(feed.Title, Is.EqualTo("Appels à projets en santé numérique"));
        Assert.That(
            (new Uri(feed.Link).AbsolutePath, new Uri(feed.FeedUrl).AbsolutePath),
            Is.EqualTo(("/calls", "/calls.atom"))
        );
        Assert.That(feed.Items.Select(item => item.Id), Is.Unique.And.Not.Empty);
        Assert.That(
            feed.Items.Select(item => item.IsoDate),
            Is.Ordered.Descending.And.All.LessThanOrEqualTo(now),
            "the newest first"
        );
        Assert.That(feed.LastBuildDate, Is.EqualTo(feed.Items[0].IsoDate));
        var list = await db.WinnerLists.SingleAsync(one =>
            one.PublishedAt != null
            && db.Waves.Any(wave =>
                wave.Id == one.WaveId
                && wave.Number == 1
                && db.Calls.Any(call => call.Id == wave.CallId && call.Slug == "tiers-lieux")
            )
        );
        var told = feed.Items.Single(item => item.Path == "/calls/tiers-lieux/waves/1/winners");
        Assert.That(
            told.Title,
            Is.EqualTo("Lauréats de la vague 1\u00a0: Tiers lieux d’expérimentation en santé numérique")
        );
        Assert.That(told.Summary, Is.Not.Empty);
        Assert.That(told.IsoDate, Is.EqualTo(list.PublishAt));
        var wave = await db.Waves.SingleAsync(one =>
            one.Number == 3 && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "tiers-lieux")
        );
        Assert.That(wave.OpensAt, Is.GreaterThan(now), "a wave to come");
        Assert.That(feed.Items.Select(item => item.Id), Has.None.Contains("tiers-lieux#Opened-3"));
    }

    [Test]
    public async Task A_feed_speaks_the_readers_language_and_of_their_theme()
    {
        var feed = await FeedAsync("/calls.atom?culture=en&theme=training");
        Assert.That(feed.Title, Is.EqualTo("Calls for projects in digital health"));
        Assert.That(feed.Items.Select(item => item.Title), Has.Some.StartsWith("Wave 2 open:"));
        Assert.That(feed.Items.Select(item => item.Path), Is.All.StartsWith("/calls/competences-metiers"));
    }

    [Test]
    public async Task A_call_that_is_renamed_is_no_news_to_a_reader_and_no_other_date_to_a_calendar()
    {
        var (feed, calendar) = (await FeedAsync("/calls.atom"), await CalendarAsync("/calls.ics"));
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(
            $$"""update calls set presentation = jsonb_set(presentation, '{title,fr}', '"Renommé"') where slug = 'evaluation-dmn'"""
        );
        var (later, moved) = (await FeedAsync("/calls.atom"), await CalendarAsync("/calls.ics"));
        Assert.That(later.Items.Select(item => item.Title), Has.Some.EqualTo("Vague 1 ouverte\u00a0: Renommé"));
        Assert.That(moved.Events.Select(one => one.Summary), Has.Some.EqualTo("Ouverture – Renommé, vague 1"));
        Assert.That(later.Items.Select(item => item.Id), Is.EqualTo(feed.Items.Select(item => item.Id)));
        Assert.That(
            moved.Events.Select(one => (one.Uid, one.At)),
            Is.EqualTo(calendar.Events.Select(one => (one.Uid, one.At)))
        );
    }

    [Test]
    public async Task A_calendar_shows_openings_and_cut_offs_at_their_hour_in_paris()
    {
        var calendar = await CalendarAsync("/calls.ics");
        Assert.That(calendar.Name, Is.EqualTo("Appels à projets en santé numérique"));
        Assert.That(calendar.Events.Select(one => one.Uid), Is.Unique);
        Assert.That(calendar.Events.Select(one => one.Zone), Is.All.EqualTo("Europe/Paris"));
        // The interim cut-off of 9 April 2024 at noon, in summer time; the opening of a wave in winter time.
        var cutOff = calendar.Events.Single(one =>
            IsCutOff(one) && one.At == new DateTimeOffset(2024, 4, 9, 10, 0, 0, TimeSpan.Zero)
        );
        Assert.That(cutOff.Path, Is.EqualTo("/calls/evaluation-dmn"));
        Assert.That(cutOff.Summary, Does.StartWith("Date limite – ").And.EndWith(", vague 1"));
        await using var db = Database.Open();
        var wave = await db.Waves.SingleAsync(one =>
            one.Number == 1 && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "tiers-lieux")
        );
        var opening = calendar.Events.Single(one =>
            one.Uid.StartsWith($"opening-{wave.Id.Value}", StringComparison.Ordinal)
        );
        Assert.That(opening.At, Is.EqualTo(wave.OpensAt));
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

    private static bool IsCutOff(ReadEvent one) => one.Uid.StartsWith("cut-off-", StringComparison.Ordinal);

    private async Task<ReadFeed> FeedAsync(string path) =>
        await Readers.FeedAsync(await BodyAsync(path, "application/atom+xml"));

    private async Task<ReadCalendar> CalendarAsync(string path) =>
        await Readers.CalendarAsync(await BodyAsync(path, "text/calendar"));

    private async Task<string> BodyAsync(string path, string type)
    {
        using var visitor = Host.NewVisitor();
        var answer = await visitor.GetAsync(path);
        Assert.That(answer.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo(type));
        return answer.Body;
    }
}
