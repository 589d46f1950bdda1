using System.Diagnostics;

namespace Portal.Web.Tests.Pages;

/// <summary>Public pages are kept for a second: never early, never somebody's own.</summary>
[TestFixture]
internal sealed class PublicPagesTests
{
    private static readonly DateTimeOffset Publication = Deadline.InstantOf(
        new DateTime(2024, 1, 18, 14, 0, 0, DateTimeKind.Unspecified)
    );

    private TestDatabase _database = null!;
    private PortalHost _host = null!;

    [OneTimeSetUp]
    public async Task StartPortal()
    {
        _database = await TestDatabase.CreateDemonstrationAsync();
        _host = new PortalHost(_database, demonstration: false);
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task A_visitor_gets_the_page_that_another_one_was_given_just_before()
    {
        using var first = _host.NewVisitor();
        using var second = _host.NewVisitor();
        // A slow machine takes longer for two pages than one is kept: the visitors come at once, and again.
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(30))
        {
            var pages = await Task.WhenAll(
                first.GetAsync("/calls/evaluation-dmn"),
                second.GetAsync("/calls/evaluation-dmn")
            );
            if (pages.FirstOrDefault(page => page.Message.Headers.Age is not null) is not { } kept)
                continue;
            Assert.That(
                kept.Message.Headers.Contains("Content-Security-Policy"),
                "a kept page is as guarded as a new one"
            );
            return;
        }
        Assert.Fail("No page was kept.");
    }

    [Test]
    public async Task A_list_under_embargo_never_comes_early_and_no_kept_page_outlives_its_moment()
    {
        const string path = "/calls/tiers-lieux/waves/2/winners";
        using var visitor = _host.NewVisitor();
        await _host.SetClockAsync(Publication.AddSeconds(-60));
        Assert.That((await visitor.GetAsync(path)).Code, Is.EqualTo(404));
        Assert.That((await visitor.GetAsync("/winners")).Body, Does.Not.Contain(path));

        await _host.SetClockAsync(Publication);
        Assert.That((await visitor.GetAsync(path)).Code, Is.EqualTo(200));
        Assert.That((await visitor.GetAsync("/winners")).Body, Does.Contain(path));
    }

    [Test]
    public async Task A_file_is_whole_for_who_gets_it_as_it_was_kept()
    {
        using var visitor = _host.NewVisitor();
        for (var round = 0; round < 3; round++)
            Assert.That((await visitor.GetAsync("/data/winners.csv")).Body, Does.Contain("number"));
    }

    [Test]
    public async Task Languages_and_themes_are_kept_apart()
    {
        using var french = _host.NewVisitor();
        using var english = _host.NewVisitor();
        await english.GetAsync("/?culture=en");
        for (var round = 0; round < 3; round++)
        {
            Assert.That((await french.GetAsync("/calls")).Body, Does.Contain("<html lang=\"fr\""));
            Assert.That((await english.GetAsync("/calls")).Body, Does.Contain("<html lang=\"en\""));
        }
    }
}
