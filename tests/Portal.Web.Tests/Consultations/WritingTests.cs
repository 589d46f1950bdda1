namespace Portal.Web.Tests.Consultations;

/// <summary>From a challenge that an officer begins to a consultation that opens under it, without a seed.</summary>
[TestFixture]
internal sealed class WritingTests : OnPortal
{
    private const string Words = "/staff/consultations/sante-mentale/words";
    private const string Dates = "/staff/consultations/sante-mentale/dates";

    [Test, Order(1)]
    public async Task An_officer_begins_a_challenge_with_a_roadmap_and_announces_a_consultation_under_it()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        var home = (await olivier.GetAsync("/staff/consultations")).Body;
        Assert.That(home, Does.Contain("/staff/challenges/new").And.Contain("/staff/consultations/new"));
        var form = Typing.Of((await olivier.GetAsync("/staff/challenges/new")).Body);
        var withRow = await olivier.PostAsync(
            "/staff/challenges/new",
            form.But(("Slug", "sommeil"), ("Act", "Roadmap.add.0"))
        );
        Assert.That(withRow.Code, Is.EqualTo(200), "a row is added without saving");
        var begun = Typing
            .Of(withRow.Body)
            .But(
                Both("Title", "Grand Défi du sommeil"),
                Both("Summary", "Mieux dormir."),
                Both("Description", "Un plan d’action."),
                Both("Source", "Fictif."),
                Both("Roadmap[0].Title", "Consultation"),
                Both("Roadmap[0].When", "printemps 2024"),
                [("Roadmap[0].From", "2024-03-01"), ("Roadmap[0].Until", "2024-02-01")],
                [("Calls", "tiers-lieux")]
            );
        var refused = await olivier.PostAsync("/staff/challenges/new", begun);
        Assert.That(refused.Code, Is.EqualTo(409));
        Assert.That(refused.Text(), Does.Contain("elle finit avant de commencer").And.Contain("href=\"#Roadmap\""));
        Assert.That(refused.Text(), Does.Contain("Grand Défi du sommeil"), "nothing that was typed is lost");
        var saved = await olivier.PostAsync(
            "/staff/challenges/new",
            Typing.Of(refused.Body).But(("Roadmap[0].Until", "2024-04-01"))
        );
        Assert.That(saved.Location, Is.EqualTo("/staff/challenges/sommeil"));
        var page = (await visitor.GetAsync("/challenges/sommeil")).Text();
        Assert.That(
            page,
            Does.Contain("Mieux dormir.").And.Contain("printemps 2024").And.Contain("/calls/tiers-lieux")
        );

        var twice = await olivier.PostAsync("/staff/challenges/new", begun.But(("Roadmap[0].Until", "2024-04-01")));
        Assert.That(twice.Text(), Does.Contain("Ce nom est déjà pris"));

        var announced = Typing
            .Of((await olivier.GetAsync("/staff/consultations/new?challenge=sommeil")).Body)
            .But(
                [("Slug", "sommeil")],
                Both("Title", "Plan du sommeil"),
                Both("Summary", "Votre avis."),
                Both("Introduction", "Chacun peut contribuer."),
                Both("When", "printemps 2024"),
                Both("Source", "Fictif.")
            );
        Assert.That(announced, Does.Contain(("Challenge", "sommeil")));
        var made = await olivier.PostAsync("/staff/consultations/new", announced);
        Assert.That(made.Location, Is.EqualTo("/staff/consultations/sommeil/dates"));
        Assert.That((await visitor.GetAsync("/challenges/sommeil")).Body, Does.Contain("/consultations/sommeil"));
        var dates = Typing.Of((await olivier.GetAsync(made.Location!)).Body);
        var noPlan = await olivier.PostAsync(
            made.Location!,
            dates.But(("Opens", "2024-03-15T09:00"), ("Closes", "2024-04-15T18:00"))
        );
        Assert.That(noPlan.Text(), Does.Contain("écrivez-en les articles d’abord"));
        await using var db = Database.Open();
        var names = await db.History.Select(one => one.Name).ToListAsync();
        Assert.That(names, Does.Contain("challenge.begun").And.Contain("consultation.announced"));
    }

    [Test, Order(2)]
    public async Task The_second_consultation_gets_its_plan_and_its_dates_and_opens_by_itself()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        var form = Typing.Of((await olivier.GetAsync(Words)).Body);
        var withRows = Typing.Of((await olivier.PostAsync(Words, form.But(("Act", "Plan.add.0")))).Body);
        var half = await olivier.PostAsync(
            Words,
            withRows.But(
                ("Plan[0].Title.Fr", "Écouter"),
                ("Plan[0].Title.En", "Listening"),
                ("Plan[0].Text.Fr", "Un guichet.")
            )
        );
        Assert.That(half.Code, Is.EqualTo(409));
        Assert.That(half.Body, Does.Contain("href=\"#Plan-0--Text-En\""), "told at the field");
        var whole = Typing.Of(half.Body).But(("Plan[0].Text.En", "A desk."));
        Assert.That((await olivier.PostAsync(Words, whole)).Location, Is.EqualTo(Words));
        Assert.That((await visitor.GetAsync("/consultations/sante-mentale")).Text(), Does.Contain("Un guichet."));

        var dates = Typing.Of((await olivier.GetAsync(Dates)).Body);
        var past = await olivier.PostAsync(
            Dates,
            dates.But(("Opens", "2023-03-15T09:00"), ("Closes", "2024-04-15T18:00"))
        );
        Assert.That(past.Text(), Does.Contain("ne s’ouvre pas dans le passé").And.Contain("2023-03-15T09:00"));
        var unread = await olivier.PostAsync(Dates, dates.But(("Opens", "demain"), ("Closes", "")));
        Assert.That(unread.Text(), Does.Contain("Saisissez un jour et une heure."));
        var set = dates.But(("Opens", "2024-03-15T09:00"), ("Closes", "2024-04-15T18:00"));
        Assert.That((await olivier.PostAsync(Dates, set)).Location, Is.EqualTo(Dates));
        Assert.That((await visitor.GetAsync("/consultations/sante-mentale")).Text(), Does.Contain("15 mars 2024"));
        await Host.SetClockAsync(At(3, 16));
        Assert.That((await visitor.GetAsync("/consultations/sante-mentale/contribute")).Code, Is.EqualTo(200));
    }

    [Test, Order(3)]
    public async Task Once_open_it_can_last_longer_and_its_plan_stays_and_its_page_tells_the_new_date()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        var dates = Typing.Of((await olivier.GetAsync(Dates)).Body);
        var shorter = await olivier.PostAsync(Dates, dates.But(("Closes", "2024-04-01T18:00")));
        Assert.That(shorter.Code, Is.EqualTo(409));
        Assert.That(shorter.Text(), Does.Contain("jamais raccourcie").And.Contain("href=\"#Closes\""));
        Assert.That((await olivier.PostAsync(Dates, dates.But(("Closes", "2024-04-30T18:00")))).Code, Is.EqualTo(302));
        Assert.That((await visitor.GetAsync("/consultations/sante-mentale")).Text(), Does.Contain("30 avril 2024"));
        await using (var db = Database.Open())
            Assert.That(await db.History.CountAsync(one => one.Name == "consultation.prolonged"), Is.EqualTo(1));

        var page = (await olivier.GetAsync(Words)).Body;
        Assert.That(page, Does.Not.Contain("Plan[0]"));
        var form = Typing.Of(page);
        Assert.That(
            (await olivier.PostAsync(Words, form.But(("Summary.Fr", "Jusqu’au 30 avril.")))).Code,
            Is.EqualTo(302)
        );
        var late = await olivier.PostAsync(
            Words,
            Typing
                .Of((await olivier.GetAsync(Words)).Body)
                .But(Both("Plan[0].Title", "Autre"), Both("Plan[0].Text", "Un autre plan."))
        );
        Assert.That(
            late.Text(),
            Does.Contain("ne change plus une fois la consultation ouverte").And.Contain("Un autre plan.")
        );
        Assert.That((await visitor.GetAsync("/consultations/sante-mentale")).Text(), Does.Contain("Un guichet."));
    }

    [Test, Order(4)]
    public async Task Nobody_overwrites_what_another_officer_saved_meanwhile()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var odile = await Host.SignInAsync("Odile");
        foreach (
            var (path, field) in new[]
            {
                ("/staff/challenges/bien-vieillir", "Summary.Fr"),
                (Words, "Summary.Fr"),
                ("/staff/consultations/bien-vieillir/plan", "SynthesisFr"),
            }
        )
        {
            var seen = Typing.Of((await odile.GetAsync(path)).Body);
            var first = Typing.Of((await olivier.GetAsync(path)).Body).But((field, "Par Olivier."));
            Assert.That((await olivier.PostAsync(path, first)).Code, Is.EqualTo(302), path);
            var second = await odile.PostAsync(path, seen.But((field, "Par Odile.")));
            Assert.That(second.Code, Is.EqualTo(409), path);
            Assert.That(second.Text(), Does.Contain("depuis que vous l’avez ouvert").And.Contain("Par Odile."), path);
            Assert.That((await odile.PostAsync(path, Typing.Of(second.Body))).Code, Is.EqualTo(302), "knowingly");
        }
    }

    [Test, Order(5)]
    public async Task A_committee_is_seated_with_its_declarations_before_the_publics_eyes_and_unseated()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        const string committee = "/staff/challenges/bien-vieillir/committee";
        (string, string)[] member =
        [
            ("Name", "Docteure Fictive"),
            ("Body", "CHU fictif"),
            ("Declaration", "Aucun lien."),
            ("DeclaredOn", "2024-01-10"),
        ];
        var unread = await olivier.PostAsync(committee, member.But(("DeclaredOn", "hier")));
        Assert.That(unread.Body, Does.Contain("href=\"#DeclaredOn\""));
        var nothing = await olivier.PostAsync(committee, member.But(("Declaration", "")));
        Assert.That(nothing.Body, Does.Contain("href=\"#Declaration\""));
        var nobody = await olivier.PostAsync(committee, member.But(("Body", "")));
        Assert.That(nobody.Body, Does.Contain("href=\"#Body\""));
        Assert.That((await olivier.PostAsync(committee, member)).Location, Is.EqualTo(committee));
        Assert.That((await visitor.GetAsync("/challenges/bien-vieillir")).Text(), Does.Contain("Docteure Fictive"));
        Assert.That((await olivier.PostAsync(committee, member)).Text(), Does.Contain("siège déjà au comité"));
        await olivier.PostAsync($"{committee}/unseat", ("name", "Docteure Fictive"));
        Assert.That((await visitor.GetAsync("/challenges/bien-vieillir")).Text(), Does.Not.Contain("Docteure Fictive"));
        Assert.That((await olivier.PostAsync($"{committee}/unseat", ("name", "Personne"))).Code, Is.EqualTo(409));
    }

    private static DateTimeOffset At(int month, int day) =>
        Deadline.InstantOf(new DateTime(2024, month, day, 9, 0, 0, DateTimeKind.Unspecified));

    private static (string, string)[] Both(string name, string text) => [($"{name}.Fr", text), ($"{name}.En", text)];
}
