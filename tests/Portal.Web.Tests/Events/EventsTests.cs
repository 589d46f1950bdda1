namespace Portal.Web.Tests.Events;

/// <summary>The page of a day: what was announced on it, where it leads, and what is counted as one reads.</summary>
[TestFixture]
internal sealed class EventsTests : OnPortal
{
    private const string Desk = "/staff/events/journee-2024";
    private const string Public = "/events/journee-2024";

    [Test, Order(1)]
    public async Task Each_announcement_leads_to_a_page_that_there_is_and_its_figure_is_counted()
    {
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync("/")).Body, Does.Contain("href=\"/events\""));
        Assert.That((await visitor.GetAsync("/events")).Body, Does.Contain($"href=\"{Public}\""));
        var page = (await visitor.GetAsync(Public)).Text();
        Assert.That(page, Does.Contain("<th scope=\"row\">09:30").And.Contain("Banque des Territoires"));
        Assert.That(page, Does.Contain("20 / 162</strong> membres"));
        await using var db = Database.Open();
        var day = await db.ProgrammeEvents.SingleAsync();
        Assert.That(day.Content.Announcements, Has.Count.GreaterThan(10));
        foreach (var announcement in day.Content.Announcements)
            Assert.That((await visitor.GetAsync(announcement.Link)).Code, Is.EqualTo(200), announcement.Link);
        var contributions = await db.Contributions.CountAsync(one =>
            one.ConfirmedAt != null
            && one.Moderation!.IsAccepted
            && db.Consultations.Any(of => of.Id == one.ConsultationId && of.Slug == "bien-vieillir")
        );
        Assert.That(page, Does.Contain($"<strong>{contributions}</strong> contributions publiées"));
    }

    [Test, Order(2)]
    public async Task An_officer_adds_a_session_and_an_announcement_linked_to_an_object_of_the_portal()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        Assert.That((await olivier.GetAsync("/staff")).Body, Does.Contain("href=\"/staff/events\""));
        var form = Typing.Of((await olivier.GetAsync(Desk)).Body);
        var row = form.Count(one => one.Name.EndsWith("].Link", StringComparison.Ordinal));
        var withSession = Typing.Of((await olivier.PostAsync(Desk, form.But(("Act", "Programme.add.0")))).Body);
        var withBoth = Typing.Of((await olivier.PostAsync(Desk, withSession.But(("Act", "Announcements.add.0")))).Body);
        var typed = withBoth.But(
            [("Programme[6].At", "08:45"), ("Programme[6].Bodies", "DGOS\nANR")],
            Both("Programme[6].Title", "Accueil"),
            Both($"Announcements[{row}].Title", "Programme « prévention », suite"),
            Both($"Announcements[{row}].Text", "Une seconde cohorte."),
            [($"Announcements[{row}].Link", "https://ailleurs.example"), ($"Announcements[{row}].Figure", "Members")]
        );
        var away = await olivier.PostAsync(Desk, typed);
        Assert.That(away.Code, Is.EqualTo(409));
        Assert.That(away.Text(), Does.Contain("n’est pas une page du portail").And.Contain("Une seconde cohorte."));
        var other = await olivier.PostAsync(Desk, typed.But(($"Announcements[{row}].Link", "/calls/tiers-lieux")));
        Assert.That(other.Text(), Does.Contain("ce chiffre se compte sur une autre page"));
        var noHour = await olivier.PostAsync(Desk, typed.But(("Programme[6].At", "midi")));
        Assert.That(noHour.Body, Does.Contain("href=\"#Programme-6--At\""));
        var right = typed.But(($"Announcements[{row}].Link", "/cohorts/prevention-2023"));
        Assert.That((await olivier.PostAsync(Desk, right)).Location, Is.EqualTo(Desk));
        var page = (await visitor.GetAsync(Public)).Text();
        Assert.That(page, Does.Contain("Une seconde cohorte.").And.Contain("DGOS, ANR"));
        Assert.That(
            page.IndexOf("Accueil", StringComparison.Ordinal),
            Is.LessThan(page.IndexOf("Ouverture et annonces", StringComparison.Ordinal)),
            "in the order of their hours"
        );
        await using var db = Database.Open();
        Assert.That(await db.History.CountAsync(one => one.Name == "event.described"), Is.EqualTo(1));
    }

    [Test, Order(3)]
    public async Task Nobody_overwrites_what_another_officer_saved_meanwhile_and_another_day_is_begun()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var odile = await Host.SignInAsync("Odile");
        using var visitor = Host.NewVisitor();
        var seen = Typing.Of((await odile.GetAsync(Desk)).Body);
        var first = Typing.Of((await olivier.GetAsync(Desk)).Body).But(("Place", "Montrouge, Beffroi"));
        Assert.That((await olivier.PostAsync(Desk, first)).Code, Is.EqualTo(302));
        var second = await odile.PostAsync(Desk, seen.But(("Place", "Ailleurs")));
        Assert.That(second.Text(), Does.Contain("Quelqu’un a enregistré cette page").And.Contain("Ailleurs"));
        var form = Typing
            .Of((await olivier.GetAsync("/staff/events/new")).Body)
            .But([
                [("Slug", "journee-2025"), ("Place", "Paris"), ("Day", "2025-01-16")],
                .. new[] { "Title", "Summary", "Introduction", "Source" }.Select(name =>
                    Both(name, "Une autre journée")
                ),
            ]);
        Assert.That(
            (await olivier.PostAsync("/staff/events/new", form)).Location,
            Is.EqualTo("/staff/events/journee-2025")
        );
        Assert.That((await visitor.GetAsync("/events/journee-2025")).Text(), Does.Contain("Une autre journée"));
        var taken = await olivier.PostAsync("/staff/events/new", form);
        Assert.That(taken.Body, Does.Contain("href=\"#Slug\""));
    }

    private static (string, string)[] Both(string name, string text) => [($"{name}.Fr", text), ($"{name}.En", text)];
}
