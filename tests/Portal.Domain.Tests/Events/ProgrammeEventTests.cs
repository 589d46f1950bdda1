using Portal.Domain.Events;

namespace Portal.Domain.Tests.Events;

[TestFixture]
internal sealed class ProgrammeEventTests
{
    private static readonly EventAnnouncement Announcement = new(
        Build.Text(),
        Build.Text(),
        "/calls/appel",
        EventFigure.Counting(EventFigureKind.Winners, "/calls/appel")
    );

    private static readonly EventContent Content = new(
        Build.Text(),
        Build.Text(),
        new DateOnly(2024, 1, 18),
        "Montrouge",
        Build.Text(),
        [new EventSession(new TimeOnly(9, 30), Build.Text(), ["Organisme"])],
        [Announcement],
        Build.Text()
    );

    private static string[] Codes(EventContent content) =>
        [.. Build.CodesOf(() => ProgrammeEvent.Begin("jour", content, Build.Officer, Build.Opening))];

    [Test]
    public void What_its_page_says_is_whole()
    {
        var half = new LocalizedText("Texte", "");
        Assert.That(Codes(Content with { Place = "" }), Is.EqualTo(new[] { "event.words-missing" }));
        Assert.That(
            Codes(Content with { Sessions = [Content.Sessions[0] with { Title = half }] }),
            Is.EqualTo(new[] { "event.session-missing" })
        );
        Assert.That(
            Codes(Content with { Announcements = [Announcement with { Text = half }] }),
            Is.EqualTo(new[] { "event.announcement-missing" })
        );
        Assert.That(
            Codes(Content with { Announcements = [.. Enumerable.Repeat(Announcement, 61)] }),
            Is.EqualTo(new[] { "event.too-many" })
        );
        Assert.That(
            Build.CodesOf(() => ProgrammeEvent.Begin("18 janvier", Content, Build.Officer, Build.Opening)),
            Is.EqualTo(new[] { "event.slug-wrong" })
        );
    }

    [TestCase("https://ailleurs.example/page")]
    [TestCase("//ailleurs.example")]
    [TestCase("")]
    public void An_announcement_leads_to_a_page_of_the_portal(string link) =>
        Assert.That(
            Codes(Content with { Announcements = [Announcement with { Link = link, Figure = null }] }),
            Is.EqualTo(new[] { "event.no-link" })
        );

    [Test]
    public void What_is_counted_is_what_the_announcement_leads_to()
    {
        var members = EventFigure.Counting(EventFigureKind.Members, "/calls/appel");
        Assert.That(
            Codes(Content with { Announcements = [Announcement with { Figure = members }] }),
            Is.EqualTo(new[] { "event.other-figure" })
        );
        var open = EventFigure.Counting(EventFigureKind.OpenCalls, "/api");
        var begun = ProgrammeEvent.Begin(
            "jour",
            Content with
            {
                Announcements = [Announcement, Announcement with { Link = "/api", Figure = open }],
            },
            Build.Officer,
            Build.Opening
        );
        Assert.That(
            begun.Content.Announcements.Select(one => one.Figure!.Of),
            Is.EqualTo(new[] { "appel", "" }),
            "a call by its name, all calls by none"
        );
    }

    [Test]
    public void Each_change_is_told()
    {
        var begun = ProgrammeEvent.Begin("jour", Content, Build.Officer, Build.Opening);
        begun.Describe(Content with { Place = "Paris" }, Build.Officer, Build.Opening);
        Assert.That(begun.Events.Select(one => one.Name), Is.EqualTo(new[] { "event.begun", "event.described" }));
    }
}
