using System.Net;
using Portal.Infrastructure.Persistence;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.FollowUp;

/// <summary>The aid of a project: asked for, controlled, ordered, paid, and told to an accountant.</summary>
[TestFixture]
internal sealed class PaymentsTests : OnPortal
{
    /// <summary>Of a length that no other file has.</summary>
    private static readonly byte[] Evidence = System.Text.Encoding.ASCII.GetBytes(
        $"%PDF-1.7\n%{new string('x', 7_919)}\n%%EOF"
    );

    private DossierId _dossier;
    private Followed _followed = null!;

    private string Own => $"/dossiers/{_dossier.Value}/project";

    private string Desk => $"/staff/projects/{_followed.Project.Value}";

    private string Asked => $"{Desk}/payments/{_followed.Payment.Value}";

    [OneTimeSetUp]
    public async Task Follow()
    {
        await using var db = Database.Open();
        _dossier = (await Scene.WonAsync(db, await PersonAsync(db, "camille"))).Dossier;
        _followed = await Following.ProjectAsync(
            db,
            _dossier,
            await PersonAsync(db, "olivier"),
            await PersonAsync(db, "pauline"),
            await PersonAsync(db, "emma")
        );
    }

    [Test, Order(1)]
    public async Task What_is_refused_keeps_what_was_typed_and_is_asked_again_with_its_evidence()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        Assert.That((await olivier.PostAsync($"{Asked}/refuse", ("reason", "Pièce manquante."))).Code, Is.EqualTo(302));
        Assert.That(Text((await camille.GetAsync(Own)).Body), Does.Contain("Pièce manquante."));
        var form = $"{Own}/payments/{_followed.Tranche}";
        using var tooMuch = Request("999999999", "Facture <b>jointe</b>.");
        var refused = await camille.PostAsync(form, tooMuch);
        Assert.That(refused.Code, Is.EqualTo(409));
        Assert.That(PortalHost.StoredOf(Evidence.Length), Is.Zero, "no byte of its evidence stays");
        Assert.That(Text(refused.Body), Does.Contain("Facture <b>jointe</b>.").And.Contain("999999999"));
        using var right = Request("1000", "Facture <b>jointe</b>.");
        Assert.That((await camille.PostAsync(form, right)).Location, Is.EqualTo($"{Own}#payments"));
        Assert.That(PortalHost.StoredOf(Evidence.Length), Is.EqualTo(1));
        await using var db = Database.Open();
        Assert.That(await db.Attachments.CountAsync(one => one.Name == "facture.pdf"), Is.EqualTo(1));
        var payment = await db.Payments.SingleAsync(one => one.Refusal == null);
        _followed = _followed with { Payment = payment.Id };
        Assert.That((await olivier.GetAsync(Asked)).Body, Does.Contain("facture.pdf"));
    }

    [Test, Order(2)]
    public async Task One_person_controls_another_orders_and_the_team_learns_what_matters_to_it()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var pauline = await Host.SignInAsync("Pauline");
        var silent = await olivier.PostAsync($"{Asked}/control", ("amount", "800"), ("words", " "));
        Assert.That(silent.Code, Is.EqualTo(409), "less than asked is explained");
        Assert.That(silent.Body, Does.Contain("value=\"800\""));
        await olivier.PostAsync($"{Asked}/control", ("amount", "800"), ("words", "Deux factures manquent."));
        var alone = await olivier.PostAsync($"{Asked}/order");
        Assert.That(alone.Code, Is.EqualTo(409));
        Assert.That(Text(alone.Body), Does.Contain("Il faut deux personnes différentes"));
        Assert.That((await pauline.PostAsync($"{Asked}/order")).Code, Is.EqualTo(302));
        await olivier.PostAsync($"{Asked}/paid", ("on", "2024-01-18"), ("reference", "=VIR-1"));
        await using var db = Database.Open();
        foreach (var template in new[] { "payment-to-control", "payment-refused", "payment-reduced", "payment-made" })
            Assert.That(await db.Outbox.AnyAsync(mail => mail.Template == template), Is.True, template);
        var toOrder = await db.Outbox.Where(mail => mail.Template == "payment-to-order").ToListAsync();
        Assert.That(
            toOrder.Select(mail => mail.Recipient.Value),
            Does.Contain("pauline@demo.example").And.Not.Contain("olivier@demo.example"),
            "who can order it, and not who checked it"
        );
        using var camille = await Host.SignInAsync("Camille");
        var page = Text((await camille.GetAsync(Own)).Body);
        Assert.That(
            page,
            Does.Contain("Deux factures manquent.").And.Contain("800 €").And.Not.Contain("Noté comme versé")
        );
    }

    [Test, Order(3)]
    public async Task An_accountant_finds_one_line_a_movement_and_no_formula()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var slug = await SlugAsync();
        var file = await olivier.GetAsync($"/staff/calls/{slug}/payments.csv");
        var lines = file.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[1], Does.StartWith($"{slug};1;").And.Contain(";Versement;800.00;"));
        Assert.That(lines[1], Does.EndWith(";2024-01-18;\"'=VIR-1\""));
        var none = await olivier.GetAsync($"/staff/calls/{slug}/payments.csv?to=2023-12-31");
        Assert.That(none.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(1));
        using var odile = await Host.SignInAsync("Odile");
        var ever = await olivier.GetAsync($"/staff/calls/{slug}/payments.csv?from=0001-01-01&to=9999-12-31");
        Assert.That(ever.Code, Is.EqualTo(200), "the first and the last day there are");
        Assert.That((await odile.GetAsync("/staff/calls/evaluation-dmn/payments.csv")).Code, Is.EqualTo(404));
    }

    [Test, Order(4)]
    public async Task The_portfolio_tells_what_is_paid_and_what_awaits_whom()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var page = Text((await olivier.GetAsync("/staff/projects?awaiting=Change")).Body);
        Assert.That(page, Does.Contain("Un projet").And.Contain("800 €").And.Contain("modification à accepter"));
        Assert.That(page, Does.Contain("rapport à lire").And.Contain("rapport en retard de"));
        Assert.That(
            Text((await olivier.GetAsync("/staff/projects?awaiting=Control")).Body),
            Does.Contain("Aucun projet")
        );
        var csv = await olivier.GetAsync("/staff/projects.csv?state=Running");
        Assert.That(csv.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(2));
        Assert.That((await olivier.GetAsync("/staff/projects?after=nowhere")).Code, Is.EqualTo(400));
    }

    [Test, Order(5)]
    public async Task A_change_shows_what_it_would_do_before_it_is_sent_and_moves_the_dates_once_it_is_granted()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        var changes = $"{Own}/changes";
        var unknown = await camille.PostAsync(changes, ("Kind", "Suspension"), ("Reason", "Travaux."));
        Assert.That(unknown.Code, Is.EqualTo(409));
        Assert.That(Text(unknown.Body), Does.Contain("Travaux.").And.Contain("Indiquez la date."));
        var twice = await camille.PostAsync(changes, ("Kind", "Extension"), ("Reason", "Encore."), ("Months", "3"));
        Assert.That(twice.Code, Is.EqualTo(409), "one of a kind at a time");
        var desk = $"{Desk}/changes/{_followed.Change.Value}";
        Assert.That(Text((await olivier.GetAsync(desk)).Body), Does.Contain("28 février 2026"), "six months later");
        Assert.That((await olivier.PostAsync(desk, ("granted", "false"), ("words", ""))).Code, Is.EqualTo(409));
        await olivier.PostAsync(desk, ("granted", "true"), ("words", "D’accord."));
        var check = await camille.PostAsync(changes, ("Kind", "Extension"), ("Reason", "Encore."), ("Months", "3"));
        Assert.That(Text(check.Body), Does.Contain("31 mai 2026").And.Contain("pas encore envoyée"));
        await using var db = Database.Open();
        Assert.That(await db.ProjectChanges.CountAsync(), Is.EqualTo(1), "it is only looked at");
        var sent = await camille.PostAsync(
            changes,
            ("Kind", "Extension"),
            ("Reason", "Encore."),
            ("Months", "3"),
            ("Act", "send")
        );
        Assert.That(sent.Location, Is.EqualTo($"{Own}#changes"));
        Assert.That(
            Text((await camille.GetAsync(Own)).Body),
            Does.Contain("D’accord.").And.Contain("28 février 2026").And.Contain("en attente de réponse")
        );
        (string, string)[] years =
        [
            ("FromYear", "2022"),
            ("ToYear", "2023"),
            ("Reason", "Recrutement."),
            ("Act", "send"),
        ];
        (string, string)[] CarryOver(string euros) => [("Kind", "CarryOver"), ("Amount", euros), .. years];
        var spent = await camille.PostAsync(changes, CarryOver("540000,01"));
        Assert.That((spent.Code, Text(spent.Body).Contains("540 000 €")), Is.EqualTo((409, true)), "all of the aid");
        Assert.That((await camille.PostAsync(changes, CarryOver("1200"))).Location, Is.EqualTo($"{Own}#changes"));
        var asked = await db.ProjectChanges.Where(one => one.Decision == null).OrderBy(one => one.AskedAt).LastAsync();
        var consent = $"{Desk}/changes/{asked.Id.Value}";
        Assert.That(Text((await olivier.GetAsync(consent)).Body), Does.Contain("ne justifie encore : 540 000 €"));
        await olivier.PostAsync(consent, ("granted", "true"));
        Assert.That(
            Text((await camille.GetAsync(Own)).Body),
            Does.Match("reportés avec.*\\s.*\\s.*1 200 €, de 2022 à 2023")
        );
        foreach (var template in new[] { "change-asked", "change-to-answer", "change-granted" })
            Assert.That(await db.Outbox.AnyAsync(mail => mail.Template == template), Is.True, template);
    }

    private static MultipartFormDataContent Request(string amount, string words) =>
        new()
        {
            { new StringContent(amount), "amount" },
            { new StringContent(words), "words" },
            { new ByteArrayContent(Evidence), "evidence", "facture.pdf" },
        };

    private async Task<string> SlugAsync()
    {
        await using var db = Database.Open();
        return await db
            .Calls.Where(call => db.Projects.Any(one => one.Id == _followed.Project && one.CallId == call.Id))
            .Select(call => call.Slug)
            .SingleAsync();
    }

    private static async Task<PersonId> PersonAsync(PortalDbContext db, string name) =>
        (await db.Users.SingleAsync(account => account.Email == $"{name}@demo.example")).Person;

    private static string Text(string body) =>
        WebUtility.HtmlDecode(body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
