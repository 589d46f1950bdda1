using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Complements;

/// <summary>An officer asks, a carrier answers or doesn't, through the pages alone.</summary>
[TestFixture]
internal sealed partial class ComplementThreadTests : OnPortal
{
    private static readonly DateTimeOffset AfterCutOff = Paris(2024, 4, 12, 10);

    private Guid _dossier;
    private Guid _wave;

    [SetUp]
    public async Task FileAnother()
    {
        await Host.SetClockAsync(Portal.Infrastructure.Persistence.DemoTime.Start);
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        var stage = new Stage(Database);
        var draft = await stage.DraftAsync(camille);
        await stage.FileAsync(draft, camille);
        (_dossier, _wave) = (draft.Id.Value, draft.WaveId.Value);
        await Host.SetClockAsync(AfterCutOff);
        await Host.SweepAsync();
    }

    [Test]
    public async Task Complements_are_asked_for_written_filed_and_read()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var camille = await Host.SignInAsync("Camille");
        Assert.That((await olivier.GetAsync($"/staff/dossiers/{_dossier}")).Body, Does.Contain("complements/new"));
        var form = await olivier.GetAsync($"/staff/dossiers/{_dossier}/complements/new");
        Assert.That(form.Body, Does.Contain("value=\"project/summary\""));

        // Nothing ticked, then nothing said: both are told, and what was typed stays.
        var wrong = await AskAsync(olivier, ("Due", "2024-04-26T12:00"), ("Note", "Bonjour à vous"));
        Assert.That(Text(wrong), Does.Contain("Choisissez au moins une question").And.Contain("Bonjour à vous"));
        wrong = await AskAsync(olivier, ("Due", "2024-04-26T12:00"), ("Ask", "project/summary"));
        Assert.That(Text(wrong), Does.Contain("dites ce que vous demandez"));
        wrong = await AskAsync(olivier, ("Due", "2024-04-01T12:00"), ("Ask", "project/summary"), Words());
        Assert.That(Text(wrong), Does.Contain("La date de réponse est déjà passée"));

        // The letter is read before it goes.
        var preview = await AskAsync(olivier, ("Due", "2024-04-26T12:00"), ("Ask", "project/summary"), Words());
        Assert.That(
            Text(preview),
            Does.Contain("Rien n’est encore envoyé").And.Contain("Donnez des chiffres").And.Contain("26 avril 2024")
        );
        Assert.That(await MailsAsync("complements-asked"), Is.Zero);
        var sent = await AskAsync(
            olivier,
            ("Due", "2024-04-26T12:00"),
            ("Ask", "project/summary"),
            Words(),
            ("confirmed", "true")
        );
        Assert.That(sent.Location, Is.EqualTo($"/staff/dossiers/{_dossier}"));
        Assert.That(await MailsAsync("complements-asked"), Is.EqualTo(1));

        // The carrier's list, page and section lead to the one answer that is asked for.
        Assert.That(Text(await camille.GetAsync("/dossiers")), Does.Contain("Des compléments vous sont demandés"));
        var page = await camille.GetAsync($"/dossiers/{_dossier}");
        Assert.That(page.Body, Does.Contain($"/dossiers/{_dossier}/sections/project#f-summary"));
        Assert.That(page.Body, Does.Not.Contain("/sections/carrier"), "and to no other");
        Assert.That(
            (await camille.GetAsync($"/dossiers/{_dossier}/sections/carrier")).Location,
            Is.EqualTo($"/dossiers/{_dossier}/check")
        );
        var section = await camille.GetAsync($"/dossiers/{_dossier}/sections/project");
        Assert.That(Text(section), Does.Contain("Donnez des chiffres"));
        Assert.That(Closed().Count(section.Body), Is.EqualTo(3), "title, acronym and duration are read-only");
        var revision = Revision().Match(section.Body).Groups["number"].Value;
        await camille.PostAsync(
            $"/dossiers/{_dossier}/sections/project",
            ("revision", revision),
            ("f.summary", "Le résumé, avec 42 chiffres."),
            ("f.title", "Un titre glissé")
        );

        // Staff sees nothing of what is being written.
        var request = await RequestAsync();
        Assert.That(
            Text(await olivier.GetAsync($"/staff/dossiers/{_dossier}/complements/{request}")),
            Does.Not.Contain("42 chiffres")
        );
        var answer = await camille.GetAsync($"/dossiers/{_dossier}/complements");
        Assert.That(Text(answer), Does.Contain("42 chiffres").And.Contain("Déposer les compléments"));
        Assert.That(answer.Body, Does.Not.Contain("Un titre glissé"));
        var filed = await camille.PostAsync($"/dossiers/{_dossier}/complements/{request}/file");
        Assert.That(filed.Location, Is.EqualTo($"/dossiers/{_dossier}/receipt"));
        Assert.That(
            (await camille.PostAsync($"/dossiers/{_dossier}/complements/{request}/file")).Location,
            Is.EqualTo($"/dossiers/{_dossier}/receipt"),
            "a second click"
        );
        await TellsItsRequestAsync(camille);
        await using (var db = Database.Open())
        {
            var filings = await db.Filings.Where(one => one.DossierId == new DossierId(_dossier)).ToListAsync();
            Assert.That(filings, Has.Count.EqualTo(2));
            Assert.That(
                filings.MaxBy(one => one.Version)!.Answers.Text("title"),
                Is.EqualTo(filings.MinBy(one => one.Version)!.Answers.Text("title"))
            );
        }

        // Old beside new.
        var read = await olivier.GetAsync($"/staff/dossiers/{_dossier}/complements/{request}");
        Assert.That(Text(read), Does.Contain("42 chiffres").And.Contain("Tel que déposé"));
        Assert.That(
            Text(await olivier.GetAsync($"/staff/dossiers/{_dossier}")),
            Does.Contain("Compléments déposés le")
        );
        Assert.That(
            Text(await olivier.GetAsync($"/staff/waves/{_wave}/complements")),
            Does.Contain("Compléments déposés le")
        );
        Assert.That(
            Text(await camille.GetAsync($"/dossiers/{_dossier}")),
            Does.Not.Contain("Des compléments vous sont demandés")
        );
    }

    /// <summary>What came after the cut-off is no late filing: page, document and mail say what asked for it.</summary>
    private async Task TellsItsRequestAsync(Visitor camille)
    {
        string[] told =
        [
            "compléments demandés le vendredi 12 avril 2024",
            "à apporter avant le vendredi 26 avril 2024",
            "reçus le vendredi 12 avril 2024",
        ];
        await using var db = Database.Open();
        var mail = await db
            .Outbox.Where(one => one.Template == "complements-filed")
            .OrderByDescending(one => one.CreatedAt)
            .FirstAsync();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
        using var scope = Host.Services.CreateScope();
        var whole = await scope
            .ServiceProvider.GetRequiredService<Web.Dossiers.WholeDossiers>()
            .ReadAsync(
                scope.ServiceProvider.GetRequiredService<PortalDbContext>().Dossiers,
                new DossierId(_dossier),
                draft: false,
                CancellationToken.None
            );
        string[] texts =
        [
            Text(await camille.GetAsync($"/dossiers/{_dossier}/receipt")),
            WebUtility.HtmlDecode(
                scope.ServiceProvider.GetRequiredService<Web.Dossiers.ReceiptDocument>().Write(whole!.Filed!.Receipt)
            ),
            scope.ServiceProvider.GetRequiredService<MailComposer>().Compose(mail).Text,
        ];
        foreach (var text in texts)
        foreach (var fact in told)
            Assert.That(text.Replace('\u00a0', ' '), Does.Contain(fact));
    }

    [Test]
    public async Task Nothing_to_add_is_said_in_words_that_staff_reads()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var camille = await Host.SignInAsync("Camille");
        await SendAsync(olivier);
        var request = await RequestAsync();
        var refused = await camille.PostAsync($"/dossiers/{_dossier}/complements/{request}/file");
        Assert.That((refused.Code, Text(refused)), Is.EqualTo((409, Text(refused))));
        Assert.That(Text(refused), Does.Contain("Rien ne diffère de ce qui est déposé"));
        await camille.PostAsync($"/dossiers/{_dossier}/complements/{request}/nothing", ("words", "Tout est page 4."));
        Assert.That(
            Text(await olivier.GetAsync($"/staff/dossiers/{_dossier}/complements/{request}")),
            Does.Contain("rien à ajouter").And.Contain("Tout est page 4.")
        );
        Assert.That(await MailsAsync("complements-nothing"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_date_is_prolonged_and_a_request_withdrawn()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var camille = await Host.SignInAsync("Camille");
        await SendAsync(olivier);
        var request = await RequestAsync();
        var root = $"/staff/dossiers/{_dossier}/complements/{request}";
        Assert.That((await olivier.PostAsync($"{root}/prolong", ("due", "2024-04-20T12:00"))).Code, Is.EqualTo(409));
        var unread = await olivier.PostAsync($"{root}/prolong", ("due", "bientôt"));
        Assert.That(unread.Code, Is.EqualTo(200));
        Assert.That(Text(unread), Does.Contain("Donnez une date et une heure, comme").And.Contain("bientôt"));
        var seen = await olivier.PostAsync($"{root}/prolong", ("due", "2024-05-03T12:00"));
        Assert.That(
            Text(seen),
            Does.Contain("Personnes prévenues par courriel")
                .And.Contain("Le courriel qui part en anglais")
                .And.Contain("2 mai 2024"),
            "the team, its mail, the reminder a day before"
        );
        Assert.That(
            Text(await camille.GetAsync($"/dossiers/{_dossier}/complements")),
            Does.Not.Contain("3 mai 2024"),
            "nothing is saved yet"
        );
        var mark = seen.Body.Split("name=\"confirmed\" value=\"")[1].Split('"')[0];
        await olivier.PostAsync($"{root}/prolong", ("due", "2024-05-03T12:00"), ("confirmed", mark));
        Assert.That(Text(await camille.GetAsync($"/dossiers/{_dossier}/complements")), Does.Contain("3 mai 2024"));
        await olivier.PostAsync($"{root}/withdraw", ("reason", "Nous avons trouvé."));
        Assert.That(
            Text(await camille.GetAsync($"/dossiers/{_dossier}/complements")),
            Does.Contain("Demande retirée par le service").And.Contain("Nous avons trouvé.")
        );
        Assert.That(
            (await camille.GetAsync($"/dossiers/{_dossier}/sections/project")).Location,
            Is.EqualTo($"/dossiers/{_dossier}/check"),
            "closed again"
        );
    }

    [Test]
    public async Task Missed_the_dossier_moves_and_both_sides_read_it()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var camille = await Host.SignInAsync("Camille");
        await SendAsync(olivier);
        Assert.That(
            Text(await olivier.GetAsync($"/staff/waves/{_wave}/complements")),
            Does.Contain("En attente de réponse")
        );
        await Host.SetClockAsync(Paris(2024, 4, 27, 12));
        await Host.SweepAsync();
        Assert.That(
            Text(await camille.GetAsync($"/dossiers/{_dossier}")),
            Does.Contain("le dossier compte pour la relève du").And.Contain("8 avril 2025")
        );
        Assert.That(
            Text(await olivier.GetAsync($"/staff/dossiers/{_dossier}")),
            Does.Contain("le dossier compte pour la relève du")
        );
        Assert.That(await MailsAsync("complements-moved"), Is.EqualTo(1));
        Assert.That(
            (await camille.PostAsync($"/dossiers/{_dossier}/complements/{await RequestAsync()}/file")).Code,
            Is.EqualTo(409)
        );
    }

    [Test]
    public async Task Excluded_is_a_state_of_its_own_wherever_states_are_told()
    {
        await SetRuleAsync("Exclude");
        using var olivier = await Host.SignInAsync("Olivier");
        using var camille = await Host.SignInAsync("Camille");
        await SendAsync(olivier);
        await Host.SetClockAsync(Paris(2024, 4, 27, 12));
        await Host.SweepAsync();
        await SetRuleAsync("NextCutOff");
        Assert.That(Text(await camille.GetAsync("/dossiers")), Does.Contain("Dossier exclu"));
        Assert.That(Text(await camille.GetAsync($"/dossiers/{_dossier}")), Does.Contain("dossier exclu le"));
        Assert.That(
            Text(await olivier.GetAsync($"/staff/waves/{_wave}/dossiers?state=Excluded")),
            Does.Contain($"/staff/dossiers/{_dossier}").And.Contain("Exclu")
        );
        Assert.That(Text(await olivier.GetAsync($"/staff/waves/{_wave}/dossiers.csv")), Does.Contain("Exclu"));
        Assert.That(
            (await olivier.GetAsync($"/staff/waves/{_wave}/ranking")).Body,
            Does.Not.Contain(_dossier.ToString())
        );
        Assert.That(
            (await olivier.PostAsync($"/staff/dossiers/{_dossier}/eligibility", ("Eligible", "true"))).Code,
            Is.EqualTo(409)
        );
        Assert.That(
            (
                await olivier.PostAsync(
                    $"/staff/dossiers/{_dossier}/decision",
                    ("Outcome", "Funded"),
                    ("Amount", "1000"),
                    ("Reason", "x")
                )
            ).Code,
            Is.EqualTo(409),
            "nobody makes it a winner"
        );
    }

    [Test]
    public async Task A_file_is_taken_where_it_is_asked_for_and_nowhere_else()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var camille = await Host.SignInAsync("Camille");
        await AskAsync(
            olivier,
            ("Due", "2024-04-26T12:00"),
            ("Ask", "budget_section/letters"),
            ("w.budget_section/letters", "Joignez la lettre du CHU."),
            ("confirmed", "true")
        );
        var section = await camille.GetAsync($"/dossiers/{_dossier}/sections/budget_section");
        Assert.That(Uploads().Count(section.Body), Is.EqualTo(1));
        Assert.That((await AttachAsync(camille, "financial_annex")).Code, Is.EqualTo(404));
        Assert.That((await AttachAsync(camille, "letters")).Code, Is.EqualTo(302));
        await using var db = Database.Open();
        var filed = await db.Attachments.FirstAsync(one =>
            one.DossierId == new DossierId(_dossier) && one.FieldKey == "financial_annex"
        );
        Assert.That(
            (await camille.PostAsync($"/dossiers/{_dossier}/files/{filed.Id.Value}/remove")).Code,
            Is.EqualTo(404)
        );
        var request = await RequestAsync();
        Assert.That(
            (await camille.PostAsync($"/dossiers/{_dossier}/complements/{request}/file")).Location,
            Is.EqualTo($"/dossiers/{_dossier}/receipt")
        );
        var files = await db.FiledFiles.CountAsync(one =>
            db.Dossiers.Any(dossier => dossier.Id == new DossierId(_dossier) && dossier.FilingId == one.FilingId)
        );
        Assert.That(files, Is.EqualTo(2), "the annex that was filed, and the letter");
        Assert.That(
            Text(await olivier.GetAsync($"/staff/dossiers/{_dossier}/complements/{request}")),
            Does.Contain("lettre.pdf")
        );
    }

    [Test]
    public async Task A_decision_and_a_request_at_the_same_moment_end_in_one_of_two_ways()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var odile = await Host.SignInAsync("Olivier");
        for (var round = 0; round < 5; round++)
        {
            if (round > 0)
                await FileAnother();
            await olivier.PostAsync($"/staff/dossiers/{_dossier}/eligibility", ("Eligible", "true"));
            await Task.WhenAll(
                SendAsync(odile),
                olivier.PostAsync($"/staff/dossiers/{_dossier}/decision", ("Outcome", "Rejected"), ("Reason", "Motif"))
            );
            await using var db = Database.Open();
            var dossier = new DossierId(_dossier);
            var decided = await db.Decisions.AnyAsync(one => one.DossierId == dossier);
            var asked = await db.ComplementRequests.AnyAsync(one => one.DossierId == dossier);
            Assert.That(decided, Is.Not.EqualTo(asked), $"round {round}");
        }
    }

    private async Task<Answer> AttachAsync(Visitor carrier, string field)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(field), "field" },
            { new ByteArrayContent("%PDF-1.7\n%%EOF"u8.ToArray()), "file", "lettre.pdf" },
        };
        return await carrier.PostAsync($"/dossiers/{_dossier}/sections/budget_section/files", form);
    }

    private Task<Answer> AskAsync(Visitor officer, params (string, string)[] fields) =>
        officer.PostAsync($"/staff/dossiers/{_dossier}/complements", fields);

    private Task<Answer> SendAsync(Visitor officer) =>
        AskAsync(officer, ("Due", "2024-04-26T12:00"), ("Ask", "project/summary"), Words(), ("confirmed", "true"));

    private static (string, string) Words() => ("w.project/summary", "Donnez des chiffres.");

    private async Task<Guid> RequestAsync()
    {
        await using var db = Database.Open();
        return (
            await db
                .ComplementRequests.Where(one => one.DossierId == new DossierId(_dossier))
                .Select(one => one.Id)
                .SingleAsync()
        ).Value;
    }

    /// <summary>Mails of a kind that tell of the dossier at hand, by the address that they lead to.</summary>
    private async Task<int> MailsAsync(string template)
    {
        await using var db = Database.Open();
        var mails = await db.Outbox.Where(mail => mail.Template == template).ToListAsync();
        return mails.Count(mail => mail.Data["link"].Contains(_dossier.ToString(), StringComparison.Ordinal));
    }

    private Task SetRuleAsync(string rule) =>
        PostgresServer.ExecuteAsync(
            $"update calls set missed_complements = '{rule}'",
            new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!
        );

    private static string Text(Answer answer) => WebUtility.HtmlDecode(answer.Body).Replace('\u00a0', ' ');

    private static DateTimeOffset Paris(int year, int month, int day, int hour) =>
        Deadline.InstantOf(new DateTime(year, month, day, hour, 0, 0, DateTimeKind.Unspecified));

    [GeneratedRegex("action=\"/dossiers/[^\"]+/files\"", RegexOptions.None, 5_000)]
    private static partial Regex Uploads();

    [GeneratedRegex("<fieldset disabled", RegexOptions.None, 5_000)]
    private static partial Regex Closed();

    [GeneratedRegex("name=\"revision\" value=\"(?<number>\\d+)\"", RegexOptions.None, 5_000)]
    private static partial Regex Revision();
}
