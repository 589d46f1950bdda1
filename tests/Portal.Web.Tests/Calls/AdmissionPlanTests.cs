using System.Net;

namespace Portal.Web.Tests.Calls;

/// <summary>An officer says how a call admits that doesn't compete, and the public reads it instead of weighted marks.</summary>
[TestFixture]
internal sealed class AdmissionPlanTests : OnPortal
{
    [Test]
    public async Task Criteria_places_and_their_order_are_edited_while_nothing_is_filed_and_told_on_the_calls_page()
    {
        using var officer = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        using var english = Host.NewVisitor();
        const string page = "/staff/calls/achat-hospitalier/admission";
        Assert.That(
            Text(await officer.GetAsync("/staff/calls/achat-hospitalier")),
            Does.Contain(page),
            "from the call's desk"
        );
        Assert.That((await officer.WriteAsync(page)).Code, Is.EqualTo(302));
        Assert.That(await PlannedAsync(), Is.Zero, "what stays the same is no news");
        var wrong = await officer.WriteAsync(
            page,
            ("Places", "beaucoup"),
            ("Criteria[0].MonthsValid", "1000"),
            ("Criteria[1].Title.En", " "),
            ("Criteria[1].Guidance.Fr", "Une lettre signée, datée de l’année.")
        );
        Assert.That(
            Text(wrong),
            Does.Contain("""id="Places-error">Le nombre de places va de 1 à 10 000""")
                .And.Contain("""id="Criteria-0--MonthsValid-error">""")
                .And.Contain("""id="Criteria-1--Title-En-error">""")
                .And.Contain("Une lettre signée, datée de l’année.")
                .And.Contain("value=\"beaucoup\"")
        );
        var competes = Text(await officer.WriteAsync(page, ("Way", "Compete")));
        Assert.That(competes, Does.Contain("Des critères sont écrits : retirez-les"));
        (string, string)[] changed =
        [
            ("Way", "FirstCome"),
            ("Places", "12"),
            ("Criteria[0].MonthsValid", "6"),
            ("Criteria[1].Guidance.Fr", "Une lettre signée."),
        ];
        Assert.That((await officer.WriteAsync(page, changed)).Code, Is.EqualTo(302));
        Assert.That(await PlannedAsync(), Is.EqualTo(1));
        var shown = Text(await visitor.GetAsync("/calls/achat-hospitalier"));
        Assert.That(
            shown,
            Does.Contain("Critères à remplir")
                .And.Contain("(valable 6 mois)")
                .And.Contain("Une lettre signée.")
                .And.Contain("Nombre de places : 12.")
                .And.Contain("dans l’ordre où tous les critères sont remplis")
        );
        Assert.That(shown, Does.Not.Contain("Pondération").And.Not.Contain("40 %"), "no weighted marks");
        var told = Text(await english.GetAsync("/calls/achat-hospitalier?culture=en"));
        Assert.That(told, Does.Contain("Criteria to be met").And.Contain("Number of places: 12."));
    }

    [Test]
    public async Task Once_something_is_filed_the_plan_is_shown_and_no_longer_changed()
    {
        using var officer = await Host.SignInAsync("Olivier");
        const string page = "/staff/calls/action-export/admission";
        var shown = await officer.GetAsync(page);
        Assert.That(Text(shown), Does.Contain("Un dossier est déjà déposé").And.Not.Contain("name=\"Places\""));
        const string open = "/staff/calls/achat-hospitalier/admission";
        var fields = OfficersDesk.Fields((await officer.GetAsync(open)).Body).ToList();
        await MoveAsync("action-export", "achat-hospitalier");
        var refused = await officer.PostAsync(
            open,
            [.. fields.Where(one => one.Name is not ("Places" or "Act")), ("Places", "7")]
        );
        await MoveAsync("achat-hospitalier", "action-export");
        Assert.That(
            Text(refused),
            Does.Contain("Un dossier est déjà déposé : les critères et les places ne changent plus.")
        );
        await using var read = Database.Open();
        var plan = (await read.Calls.SingleAsync(call => call.Slug == "achat-hospitalier")).Admission!;
        Assert.That(plan.Places, Is.Not.EqualTo(7));
    }

    [Test]
    public async Task A_calls_page_leads_to_its_awards_its_cohort_and_the_catalogue()
    {
        using var visitor = Host.NewVisitor();
        foreach (
            var (call, link) in new[]
            {
                ("talents", "/awards/talents/1"),
                ("acceleration-prevention", "/cohorts/prevention-2023"),
                ("mon-espace-sante", "/catalogue"),
            }
        )
        {
            var page = await visitor.GetAsync($"/calls/{call}");
            Assert.That(MainOf(page), Does.Contain($"href=\"{link}\""), call);
            Assert.That((await visitor.GetAsync(link)).Code, Is.EqualTo(200));
        }
        Assert.That(MainOf(await visitor.GetAsync("/calls/tiers-lieux")), Does.Not.Contain("/awards/"));
    }

    [Test]
    public async Task Hospitals_read_the_tools_of_their_programme_in_both_languages_and_take_them_along()
    {
        using var visitor = Host.NewVisitor();
        var call = await visitor.GetAsync("/calls/achat-hospitalier");
        foreach (var tool in new[] { "cahier-des-charges", "grille-d-analyse", "clauses-donnees" })
        {
            Assert.That(MainOf(call), Does.Contain($"href=\"/tools/{tool}\""));
            Assert.That(Text(await visitor.GetAsync($"/tools/{tool}")), Does.Contain("la démonstration du portail"));
            foreach (var (language, said) in new[] { ("fr", "pour la démonstration"), ("en", "demonstration") })
            {
                var taken = await visitor.GetAsync($"/tools/{tool}/{language}.html");
                Assert.That(
                    (taken.Code, taken.Body.Contains($"<html lang=\"{language}\">", StringComparison.Ordinal)),
                    Is.EqualTo((200, true))
                );
                Assert.That(Text(taken), Does.Contain(said).And.Contain("<h2"));
            }
        }
        Assert.That((await visitor.GetAsync("/tools/autre")).Code, Is.EqualTo(404));
        Assert.That((await visitor.GetAsync("/tools/cahier-des-charges/de.html")).Code, Is.EqualTo(404));
    }

    private async Task<int> PlannedAsync()
    {
        await using var db = Database.Open();
        return await db.History.CountAsync(line => line.Name == "call.admission-planned" && line.By != null);
    }

    /// <summary>What is filed for one call is filed for another: between the page's opening and its saving.</summary>
    private async Task MoveAsync(string from, string to)
    {
        await using var db = Database.Open();
        var call = await db.Calls.Where(one => one.Slug == to).Select(one => one.Id).SingleAsync();
        await db
            .Dossiers.Where(one => db.Calls.Any(its => its.Id == one.CallId && its.Slug == from))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.CallId, call));
    }

    private static string MainOf(Answer answer) =>
        answer.Body[
            answer.Body.IndexOf("<main", StringComparison.Ordinal)..answer.Body.IndexOf(
                "</main>",
                StringComparison.Ordinal
            )
        ];

    private static string Text(Answer answer) =>
        WebUtility.HtmlDecode(answer.Body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
