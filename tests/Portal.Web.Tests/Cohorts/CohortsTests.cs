namespace Portal.Web.Tests.Cohorts;

/// <summary>A cohort that officers write, and what each member has reached.</summary>
[TestFixture]
internal sealed class CohortsTests : OnPortal
{
    private const string Desk = "/staff/cohorts/prevention-2023";
    private const string Public = "/cohorts/prevention-2023";

    [Test, Order(1)]
    public async Task The_public_reads_who_is_in_it_who_guides_it_and_what_each_has_reached()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        var page = (await visitor.GetAsync(Public)).Text();
        Assert.That(page, Does.Contain("20 membres, sur 162 candidatures").And.Contain("Mentore fictive 2"));
        Assert.That(page, Does.Contain("À atteindre").And.Not.Contain("Atteint le"));
        Assert.That((await olivier.GetAsync("/staff")).Body, Does.Contain("href=\"/staff/cohorts\""));
        Assert.That((await olivier.GetAsync("/staff/cohorts")).Body, Does.Contain($"href=\"{Desk}\""));
        const string act = $"{Desk}/milestones/plan_de_preuve_ecrit";
        await olivier.PostAsync(act, ("reached", "jeune_pousse_fictive_3"));
        await olivier.PostAsync(act, ("reached", "jeune_pousse_fictive_4"));
        page = (await visitor.GetAsync(Public)).Text();
        Assert.That(
            page.Split("Atteint le 18 janvier 2024").Length - 1,
            Is.EqualTo(2),
            "what somebody else ticked meanwhile stays"
        );
        await olivier.PostAsync(act, ("was", "jeune_pousse_fictive_3"));
        Assert.That((await visitor.GetAsync(Public)).Text().Split("Atteint le").Length - 1, Is.EqualTo(1));
        Assert.That((await olivier.PostAsync(act, ("reached", "un_inconnu"))).Code, Is.EqualTo(409));
    }

    [Test, Order(2)]
    public async Task An_officer_writes_sessions_mentors_and_milestones_and_loses_nothing_that_was_typed()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var odile = await Host.SignInAsync("Odile");
        using var visitor = Host.NewVisitor();
        var seen = Typing.Of((await odile.GetAsync(Desk)).Body);
        var form = Typing.Of((await olivier.GetAsync(Desk)).Body);
        var withRow = Typing.Of((await olivier.PostAsync(Desk, form.But(("Act", "Sessions.add.0")))).Body);
        var refused = await olivier.PostAsync(
            Desk,
            withRow.But(("Sessions[4].Day", "31/02/2024"), ("Sessions[4].Title.Fr", "Bilan à mi-parcours"))
        );
        Assert.That(refused.Code, Is.EqualTo(409));
        Assert.That(
            refused.Body,
            Does.Contain("href=\"#Sessions-4--Day\"").And.Contain("href=\"#Sessions-4--Title-En\"")
        );
        var whole = Typing
            .Of(refused.Body)
            .But(
                ("Sessions[4].Day", "2024-06-20"),
                ("Sessions[4].Title.En", "Halfway account"),
                ("Mentors[0].Name", "Mentor fictif remplaçant"),
                ("Members[3].Name", "Jeune pousse fictive renommée")
            );
        Assert.That((await olivier.PostAsync(Desk, whole)).Location, Is.EqualTo(Desk));
        var page = (await visitor.GetAsync(Public)).Text();
        Assert.That(page, Does.Contain("Bilan à mi-parcours").And.Contain("Mentor fictif remplaçant"));
        Assert.That(
            page,
            Does.Contain("Jeune pousse fictive renommée").And.Contain("Atteint le"),
            "the name changed, not what it reached"
        );
        var late = await odile.PostAsync(Desk, seen);
        Assert.That(late.Text(), Does.Contain("Quelqu’un a enregistré cette page"));
        var few = await olivier.PostAsync(
            Desk,
            Typing.Of((await olivier.GetAsync(Desk)).Body).But(("Candidates", "3"))
        );
        Assert.That(few.Body, Does.Contain("href=\"#Candidates\""));
        await using var db = Database.Open();
        Assert.That(await db.History.CountAsync(one => one.Name == "cohort.described"), Is.EqualTo(1));
    }

    [Test, Order(3)]
    public async Task A_second_cohort_is_begun_in_the_portal()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        var form = Typing
            .Of((await olivier.GetAsync("/staff/cohorts/new")).Body)
            .But([
                [("Slug", "prevention-2024"), ("Candidates", "0")],
                .. new[] { "Title", "Summary", "Introduction", "Source" }.Select(name => Both(name, "Seconde cohorte")),
            ]);
        var without = await olivier.PostAsync("/staff/cohorts/new", form);
        Assert.That(without.Body, Does.Contain("href=\"#Wave\""), "a wave selected it");
        var begun = await olivier.PostAsync("/staff/cohorts/new", form.But(("Wave", "acceleration-prevention/1")));
        Assert.That(begun.Location, Is.EqualTo("/staff/cohorts/prevention-2024"));
        Assert.That((await visitor.GetAsync("/cohorts/prevention-2024")).Text(), Does.Contain("Seconde cohorte"));
    }

    private static (string, string)[] Both(string name, string text) => [($"{name}.Fr", text), ($"{name}.En", text)];
}
