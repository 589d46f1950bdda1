using System.Net;
using System.Text;
using Portal.Infrastructure.Notifications;

namespace Portal.Web.Tests.Calls;

/// <summary>An officer makes a call without code, through the pages alone.</summary>
[TestFixture]
internal sealed class PreparationTests : OnPortal
{
    private const string Root = "/staff/calls/nouveau";

    [Test]
    public async Task A_call_is_made_from_a_template_completed_part_by_part_and_published()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        Assert.That(
            (await olivier.MakeAsync("nouveau", "NV", "template:call-in-two-steps")).Location,
            Is.EqualTo(Root)
        );
        var desk = WebUtility.HtmlDecode((await olivier.GetAsync(Root)).Body);
        Assert.That(desk, Does.Contain("L’enveloppe manque").And.Contain($"href=\"{Root}/acknowledgement\""));
        Assert.That((await olivier.PostAsync($"{Root}/publish")).Code, Is.EqualTo(409), "it lacks much");
        Assert.That((await visitor.GetAsync("/calls/nouveau")).Code, Is.EqualTo(404));
        Assert.That((await olivier.GetAsync($"{Root}/preview")).Body, Does.Contain("Un appel"));

        await SavedAsync(
            olivier,
            "presentation",
            ("Summary.Fr", "Pour qui"),
            ("Summary.En", "For whom"),
            ("Description.Fr", "Un **texte**"),
            ("Description.En", "A **text**"),
            ("Audience.Fr", "Hôpitaux"),
            ("Audience.En", "Hospitals"),
            ("Envelope.Fr", "1 M€"),
            ("Envelope.En", "€1M"),
            ("Contact", "nouveau@portail.example"),
            ("Themes", "prevention")
        );
        await SavedAsync(olivier, "terms", ("Eligibility[0].Fr", "Être un hôpital."), ("Eligibility[0].En", "Be one."));
        await SavedAsync(
            olivier,
            "documents",
            ("Documents[0].Title.Fr", "Le formulaire"),
            ("Documents[0].Title.En", "The form"),
            ("Documents[0].Url", "/calls/nouveau/form"),
            ("Questions[0].Question.Fr", "Quand ?"),
            ("Questions[0].Question.En", "When?"),
            ("Questions[0].Answer.Fr", "Bientôt."),
            ("Questions[0].Answer.En", "Soon.")
        );
        await SavedAsync(
            olivier,
            "acknowledgement",
            ("Designation.Fr", "Service fictif"),
            ("Designation.En", "Fictional desk"),
            ("PostalAddress", "1 rue de l’Exemple, 75000 Ville-Fictive"),
            ("Email", "service@portail.example"),
            ("Phone", "01 99 00 10 09"),
            ("Means", "Rejected"),
            ("AfterMonths", "2"),
            ("Text.Fr", "Article L.231-4"),
            ("Text.En", "Article L.231-4"),
            ("Appeal.Fr", "Dans les deux mois."),
            ("Appeal.En", "Within two months.")
        );
        await SavedAsync(
            olivier,
            "time",
            ("GraceSeconds", "60"),
            ("GraceClause.Fr", "Une minute."),
            ("GraceClause.En", "A minute.")
        );
        await SavedAsync(olivier, "grid", ("Criteria[0].Weight", "20"), ("Criteria[1].Weight", "35"));
        Assert.That(
            (
                await olivier.PostAsync(
                    $"{Root}/waves",
                    ("Opens", "2024-02-01T09:00"),
                    ("CutOffs[0]", "2024-05-31T12:00"),
                    ("CutOffs[1]", "2024-03-29T12:00")
                )
            ).Location,
            Is.EqualTo($"{Root}/waves")
        );

        Assert.That((await olivier.GetAsync(Root)).Body, Does.Contain($"action=\"{Root}/publish\""));
        Assert.That((await olivier.PostAsync($"{Root}/publish")).Location, Is.EqualTo(Root));
        var page = WebUtility.HtmlDecode((await visitor.GetAsync("/calls/nouveau")).Body);
        Assert.That(
            page,
            Does.Contain("Être un hôpital.").And.Contain("<strong>texte</strong>").And.Contain("Bientôt.")
        );
        Assert.That(page, Does.Contain("Une minute.").And.Contain("vendredi 29 mars 2024"));
        await using var db = Database.Open();
        var call = await db.Calls.Include(one => one.Grids).SingleAsync(one => one.Slug == "nouveau");
        Assert.That(call.Steps.Select(step => step.Key), Is.EqualTo(new[] { "synopsis", "full" }));
        Assert.That(call.CurrentGrid.Version, Is.EqualTo(2));
        Assert.That(
            (await db.Waves.SingleAsync(wave => wave.CallId == call.Id)).CutOffs.Select(one =>
                one.Deadline.GraceSeconds
            ),
            Is.EqualTo(new[] { 60, 60 })
        );
        // What is public stays whole.
        var emptied = await olivier.WriteAsync($"{Root}/presentation", ("Envelope.En", ""));
        Assert.That(WebUtility.HtmlDecode(emptied.Body), Does.Contain("L’enveloppe manque"));
    }

    [Test]
    public async Task Lines_are_added_moved_and_removed_before_anything_is_saved()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.MakeAsync("lignes", "LIG", "template:challenge");
        const string terms = "/staff/calls/lignes/terms";
        var before = OfficersDesk.Fields((await olivier.GetAsync(terms)).Body);
        var second = before.Single(field => field.Name == "Course[1].Fr").Value;
        var moved = OfficersDesk.Fields((await olivier.WriteAsync(terms, ("Act", "Course.up.1"))).Body);
        Assert.That(moved.Single(field => field.Name == "Course[0].Fr").Value, Is.EqualTo(second));
        var added = OfficersDesk.Fields((await olivier.WriteAsync(terms, ("Act", "Eligibility.add.0"))).Body);
        Assert.That(added.Select(field => field.Name), Does.Contain("Eligibility[0].Fr"));
        var removed = OfficersDesk.Fields((await olivier.WriteAsync(terms, ("Act", "Course.remove.0"))).Body);
        Assert.That(removed.Single(field => field.Name == "Course[0].Fr").Value, Is.EqualTo(second));
        Assert.That(OfficersDesk.Fields((await olivier.GetAsync(terms)).Body), Is.EqualTo(before), "nothing is saved");
    }

    [Test]
    public async Task What_somebody_else_saved_meanwhile_is_not_overwritten_unseen()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.MakeAsync("a-deux", "DEUX", "template:challenge");
        const string part = "/staff/calls/a-deux/presentation";
        var opened = OfficersDesk.Fields((await olivier.GetAsync(part)).Body);
        await olivier.WriteAsync(part, ("Summary.Fr", "Le premier"));
        (string, string)[] second =
        [
            .. opened.Where(field => field.Name is not "Summary.Fr" and not "Seen"),
            ("Summary.Fr", "Le second"),
        ];
        var late = await olivier.PostAsync(part, [.. second, opened.Single(field => field.Name == "Seen")]);
        Assert.That(WebUtility.HtmlDecode(late.Body), Does.Contain("Quelqu’un a enregistré").And.Contain("Le second"));
        Assert.That((await olivier.GetAsync(part)).Body, Does.Contain("Le premier"));
        var seen = OfficersDesk.Fields(late.Body).Single(field => field.Name == "Seen");
        Assert.That((await olivier.PostAsync(part, [.. second, seen])).Code, Is.EqualTo(302), "seen, it is saved");
    }

    [Test]
    public async Task An_exported_call_is_imported_and_exports_to_the_same_bytes()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var file = await olivier.GetAsync("/staff/calls/evaluation-dmn/export");
        Assert.That(file.Message.Content.Headers.ContentDisposition!.FileNameStar, Is.EqualTo("evaluation-dmn.yaml"));
        Assert.That(
            WebUtility.HtmlDecode((await ImportAsync(olivier, file.Body)).Body),
            Does.Contain("Un autre appel porte déjà ce nom")
        );
        var imported = await ImportAsync(olivier, file.Body, ("ImportSlug", "dmn-bis"), ("ImportCode", "DMNB"));
        Assert.That(imported.Location, Is.EqualTo("/staff/calls/dmn-bis"));
        var again = (await olivier.GetAsync("/staff/calls/dmn-bis/export")).Body;
        Assert.That(
            again.Replace(
                "slug: dmn-bis\ncode: \"DMNB\"",
                "slug: evaluation-dmn\ncode: \"DMN\"",
                StringComparison.Ordinal
            ),
            Is.EqualTo(file.Body)
        );
        var broken = file.Body.Replace("kind: call-for-projects", "kind: fair", StringComparison.Ordinal);
        Assert.That(
            WebUtility.HtmlDecode((await ImportAsync(olivier, broken, ("ImportSlug", "x"), ("ImportCode", "XX"))).Body),
            Does.Contain("Ligne 3").And.Contain("n’est aucun de")
        );
    }

    [Test]
    public async Task Who_is_not_entrusted_with_a_call_that_is_being_prepared_neither_sees_nor_copies_it()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var odile = await Host.SignInAsync("Odile");
        await olivier.MakeAsync("secret", "SEC", "template:challenge");
        Assert.That((await odile.GetAsync("/staff/calls/secret")).Code, Is.EqualTo(404));
        Assert.That((await odile.GetAsync("/staff/calls")).Body, Does.Not.Contain("/staff/calls/secret"));
        Assert.That((await odile.GetAsync("/staff/calls/new")).Body, Does.Not.Contain("copy:secret"));
        var copied = await odile.MakeAsync("copie", "COP", "copy:secret");
        Assert.That(WebUtility.HtmlDecode(copied.Body), Does.Contain("Choisissez un point de départ"));
        Assert.That(
            (await odile.MakeAsync("copie", "COP", "copy:tiers-lieux")).Location,
            Is.EqualTo("/staff/calls/copie")
        );
    }

    [Test]
    public async Task Before_an_opening_moves_its_officer_sees_which_subscribers_learn_it_and_they_do()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.MakeAsync("ouverture", "OUV", "template:referencing");
        const string waves = "/staff/calls/ouverture/waves";
        await olivier.PostAsync(waves, ("Opens", "2024-02-01T09:00"), ("CutOffs[0]", "2024-06-30T12:00"));
        await using var db = Database.OpenAsOwner();
        var now = await db.NowAsync();
        await db.Database.ExecuteSqlAsync(
            $"update calls set published_at = {now.AddDays(-1)} where slug = 'ouverture'"
        );
        var reader = EmailAddress.Parse("abonnee@demo.example");
        foreach (var theme in new[] { null, "un-autre-theme" })
        {
            var subscription = Domain.Calls.Subscription.Ask(reader, theme, "en", $"key-{theme}", now.AddDays(-2));
            subscription.Confirm(now.AddDays(-2));
            db.Subscriptions.Add(subscription);
        }
        await db.SaveChangesAsync();

        var (address, typed) = ($"{waves}/1/opening", ("wave1.Opens", "2024-02-15T09:00"));
        var seen = await olivier.PostAsync(address, typed);
        Assert.That(
            WebUtility.HtmlDecode(seen.Body),
            Does.Contain("The opening of wave 1 is moved").And.Contain("15 février 2024")
        );
        IQueryable<OutboxMail> Told() => db.Outbox.AsNoTracking().Where(mail => mail.Template == "opening-moved");
        Assert.That(await Told().AnyAsync(), Is.False, "nothing is saved yet");
        var mark = seen.Body.Split("name=\"confirmed\" value=\"")[1].Split('"')[0];
        Assert.That((await olivier.PostAsync(address, typed, ("confirmed", mark))).Code, Is.EqualTo(302));
        var told = await Told().Where(mail => mail.Recipient == reader).SingleAsync();
        Assert.That(
            (told.Language, told.CallId is null, told.Data["unsubscribe"]),
            Is.EqualTo(("en", false, "/subscriptions/key-"))
        );
    }

    [Test]
    public async Task Cut_offs_that_lie_ahead_are_added_and_removed_and_those_that_were_filed_for_stay()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.MakeAsync("vagues", "VAG", "template:referencing");
        const string waves = "/staff/calls/vagues/waves";
        await olivier.PostAsync(waves, ("Opens", "2024-02-01T09:00"), ("CutOffs[0]", "2024-06-30T12:00"));
        await olivier.PostAsync($"{waves}/1/cut-offs", ("wave1.CutOff", "2024-04-30T12:00"));
        await olivier.PostAsync(
            $"{waves}/1",
            ("wave1.EveryMonths", "3"),
            ("wave1.Note.Fr", "Note"),
            ("wave1.Note.En", "Note")
        );
        await olivier.PostAsync($"{waves}/1/opening", ("wave1.Opens", "2024-02-15T09:00"));
        await using var db = Database.Open();
        var wave = await db
            .Waves.AsNoTracking()
            .SingleAsync(one => db.Calls.Any(call => call.Id == one.CallId && call.Slug == "vagues"));
        Assert.That(wave.CutOffs.Select(one => one.Deadline.Civil.Month), Is.EqualTo(new[] { 4, 6 }));
        Assert.That((wave.EveryMonths, wave.Note?.Fr), Is.EqualTo((3, "Note")));
        Assert.That(
            (await olivier.PostAsync($"{waves}/1/cut-offs/{wave.CutOffs[0].Id.Value}/remove")).Code,
            Is.EqualTo(302)
        );
        var past = await olivier.PostAsync($"{waves}/1/cut-offs", ("wave1.CutOff", "2023-04-30T12:00"));
        Assert.That(past.Code, Is.EqualTo(200));
        Assert.That(past.Body, Does.Contain("id=\"wave1-CutOff-error\""));

        var dmn = await db
            .Waves.AsNoTracking()
            .SingleAsync(one => db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn"));
        var filedFor = await db
            .Dossiers.Where(one => one.WaveId == dmn.Id && one.CutOffId != null)
            .Select(one => one.CutOffId!.Value)
            .FirstAsync();
        Assert.That(
            (await olivier.PostAsync($"/staff/calls/evaluation-dmn/waves/1/cut-offs/{filedFor.Value}/remove")).Code,
            Is.EqualTo(409)
        );
    }

    [Test]
    public async Task Orientation_questions_are_written_put_in_order_and_tried()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.MakeAsync("questions", "QUE", "template:award-by-category");
        const string list = "/staff/calls/questions/orientation";
        (string, string)[] answers =
        [
            ("Question.Fr", "Êtes-vous candidat ?"),
            ("Question.En", "Do you apply?"),
            ("Answers[0].Label.Fr", "Oui"),
            ("Answers[0].Label.En", "Yes"),
            ("Answers[0].Lead", "On"),
            ("Answers[1].Label.Fr", "Non"),
            ("Answers[1].Label.En", "No"),
            ("Answers[1].Lead", "Out"),
        ];
        var lacking = await olivier.WriteAsync($"{list}/1", answers);
        Assert.That(
            lacking.Body,
            Does.Contain("id=\"Answers-1--Clause-Fr-error\""),
            "who is led out is quoted a clause"
        );
        await olivier.WriteAsync(
            $"{list}/1",
            [.. answers, ("Answers[1].Clause.Fr", "Un candidat"), ("Answers[1].Clause.En", "One")]
        );
        await olivier.WriteAsync($"{list}/2", [.. answers, ("Question.Fr", "Une autre ?"), ("Answers[1].Lead", "Ask")]);
        await olivier.PostAsync(list, ("act", "up"), ("question", "une_autre"));
        Assert.That(
            (await olivier.PostAsync(list, ("act", "up"), ("question", "partie"))).Code,
            Is.EqualTo(404),
            "what isn't there isn't moved, and nobody says it was"
        );
        await using var db = Database.Open();
        var call = await db.Calls.AsNoTracking().SingleAsync(one => one.Slug == "questions");
        Assert.That(call.Orientation.Select(one => one.Key), Is.EqualTo(new[] { "une_autre", "etes_vous_candidat" }));
        var tried = await olivier.GetAsync("/staff/calls/questions/preview/eligibility?a.une_autre=oui");
        Assert.That(WebUtility.HtmlDecode(tried.Body), Does.Contain("Êtes-vous candidat ?").And.Contain("Aperçu"));
    }

    private static async Task SavedAsync(Visitor officer, string part, params (string, string)[] fields)
    {
        var saved = await officer.WriteAsync($"{Root}/{part}", fields);
        Assert.That(saved.Location, Is.EqualTo(Root), part + WebUtility.HtmlDecode(saved.Body));
    }

    private static async Task<Answer> ImportAsync(
        Visitor officer,
        string text,
        params (string Name, string Value)[] fields
    )
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "File", "appel.yaml");
        return await officer.PostAsync("/staff/calls/import", form);
    }
}
