using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Decisions.DecisionLetters;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Notifications;
using UglyToad.PdfPig;

namespace Portal.Web.Tests.Decisions;

/// <summary>The letter with a decision: staff reads it before, its carrier from the minute of the publication on.</summary>
[TestFixture]
internal sealed class LettersTests : OnPortal
{
    private static readonly DateTimeOffset Publication = Deadline.InstantOf(
        new DateTime(2024, 1, 18, 14, 0, 0, DateTimeKind.Unspecified)
    );

    protected override Printing Printing => Printing.Real;

    [Test]
    public async Task A_letter_is_a_preview_for_staff_and_its_carriers_on_the_minute_alone()
    {
        var (list, dossier) = await CamillesAsync();
        using var olivier = await Host.SignInAsync("Olivier");
        using var camille = await Host.SignInAsync("Camille");
        await Host.SetClockAsync(Publication.AddMinutes(-1));
        Assert.That((await camille.GetAsync($"/dossiers/{dossier}/decision.pdf")).Code, Is.EqualTo(404));
        Assert.That((await camille.GetAsync($"/staff/dossiers/{dossier}/letter")).Code, Is.EqualTo(404));
        var preview = await ReadAsync(olivier, $"/staff/dossiers/{dossier}/letter");
        Assert.That(preview, Does.Contain("Aperçu").And.Contain("lauréat").And.Contain("Motiffictif"));

        Assert.That(await EnclosedAsync(dossier), Is.Null, "no mail brings it along before");

        await Host.SetClockAsync(Publication);
        var letter = await ReadAsync(camille, $"/dossiers/{dossier}/decision.pdf");
        Assert.That(letter, Does.Contain("Motiffictif").And.Not.Contain("Aperçu"));
        Assert.That(
            WebUtility.HtmlDecode((await camille.GetAsync($"/dossiers/{dossier}")).Body),
            Does.Contain($"/dossiers/{dossier}/decision.pdf")
        );
        await Host.SweepAsync();
        await using var db = Database.Open();
        var signer = await db
            .WinnerLists.Where(one => one.Id == new WinnerListId(list))
            .Select(one => db.Users.First(account => account.Id == one.ApprovedBy!.Value.Value))
            .SingleAsync();
        Assert.That(letter, Does.Contain(signer.Name.Replace(" ", "", StringComparison.Ordinal)));
        var olivierHimself = await db.Users.SingleAsync(account => account.Email == "olivier@demo.example");
        await Access.Scene.CorrectionAsync(db, new WinnerListId(list), olivierHimself.Person, "Erreur de saisie.");
        Assert.That(
            await ReadAsync(camille, $"/dossiers/{dossier}/decision.pdf"),
            Is.EqualTo(letter),
            "a correction under way says nothing"
        );
        var owed = await db.Outbox.AsNoTracking().Where(mail => mail.Template.StartsWith("result-")).ToListAsync();
        Assert.That(owed, Is.Not.Empty.And.All.Matches<OutboxMail>(mail => mail.LetterOf is not null));
        var enclosed = (await EnclosedAsync(dossier))!;
        Assert.That(WordsOf(enclosed.Pdf), Is.EqualTo(letter));
        var message = Host
            .Services.GetRequiredService<MailComposer>()
            .Message(owed[0], "portail@portail.example", new() { Enclosed = enclosed });
        Assert.That(
            message.Attachments.Select(one => one.ContentDisposition?.FileName),
            Is.EqualTo([enclosed.FileName])
        );
        Assert.That(
            await EnclosedAsync(dossier, program: "/bin/false"),
            Is.Null,
            "no mail waits for a printer that fails"
        );
    }

    [Test]
    public async Task It_is_seen_from_the_decision_on_in_the_calls_own_words()
    {
        await using var db = Database.Open();
        var eligible = await db.Dossiers.FirstAsync(dossier =>
            dossier.Eligibility!.IsEligible
            && db.Calls.Any(call => call.Id == dossier.CallId && call.Slug == "entrepots-donnees")
            && !db.Decisions.Any(decision => decision.DossierId == dossier.Id)
        );
        var path = $"/staff/dossiers/{eligible.Id.Value}";
        using var olivier = await Host.SignInAsync("Olivier");
        Assert.That((await olivier.GetAsync($"{path}/letter")).Code, Is.EqualTo(404), "nothing is decided");
        await olivier.PostAsync($"{path}/decision", ("Outcome", "Funded"), ("Amount", "1000"), ("Reason", "Utile."));
        Assert.That(
            await ReadAsync(olivier, $"{path}/letter"),
            Does.Contain("Votreentrepôtdedonnéesestlauréat").And.Contain("Utile.").And.Contain("Ministère")
        );
    }

    [Test]
    public async Task Staff_writes_letters_and_an_unknown_field_is_named()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        const string Path = "/staff/calls/evaluation-dmn/letters";
        var page = await olivier.GetAsync(Path);
        var seen = page.Body.Split("name=\"Seen\" value=\"")[1].Split('"')[0];
        (string, string)[] Written(string body) =>
            [
                ("Seen", seen),
                .. new[] { "Funded", "Reserve", "Rejected", "NextCutOff" }.Select(
                    (outcome, index) => ($"Letters[{index}].Outcome", outcome)
                ),
                ("Letters[0].Subject.Fr", "Objet"),
                ("Letters[0].Subject.En", "Subject"),
                ("Letters[0].Body.Fr", body),
                ("Letters[0].Body.En", body),
            ];
        var wrong = await olivier.PostAsync(Path, Written("{{amuont}}"));
        Assert.That(WebUtility.HtmlDecode(wrong.Body), Does.Match("«.amuont.»"));
        Assert.That(
            (await olivier.PostAsync(Path, Written("{{amount}}"))).Location,
            Is.EqualTo("/staff/calls/evaluation-dmn")
        );
        await using var db = Database.Open();
        var call = await db.Calls.SingleAsync(one => one.Slug == "evaluation-dmn");
        Assert.That(call.Letters.Single().Body.Fr, Is.EqualTo("{{amount}}"));
    }

    private async Task<(Guid List, Guid Dossier)> CamillesAsync()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        var list = await db.WinnerLists.SingleAsync(one => one.PublishedAt == null);
        var decision = await db.Decisions.FirstAsync(one =>
            one.ListId == list.Id
            && db.Dossiers.Any(dossier => dossier.Id == one.DossierId && dossier.Carrier == camille.Person)
        );
        return (list.Id.Value, decision.DossierId.Value);
    }

    /// <summary>What a mail with the letter of a decision would bring along now.</summary>
    /// <param name="dossier">Whose decision it is.</param>
    /// <param name="program">What prints; null for what the portal prints with.</param>
    private async Task<Enclosure?> EnclosedAsync(Guid dossier, string? program = null)
    {
        await using var db = Database.Open();
        var decision = await db.Decisions.FirstAsync(one => one.DossierId == new DossierId(dossier));
        var mail = new OutboxMail
        {
            Recipient = EmailAddress.Parse("camille@demo.example"),
            Occasion = "test",
            Template = "result-funded",
            Language = "en",
            Data = new Dictionary<string, string>(),
            CreatedAt = Publication,
            LetterOf = decision.Id,
        };
        await using var scope = Host.Services.CreateAsyncScope();
        var letters = program is null
            ? scope.ServiceProvider.GetRequiredService<LettersInMails>()
            : new LettersInMails(
                new LetterReading(db),
                scope.ServiceProvider.GetRequiredService<LetterDocument>(),
                new PdfPrinter(NullLogger<PdfPrinter>.Instance, program),
                NullLogger<LettersInMails>.Instance
            );
        return await letters.OfAsync(mail, CancellationToken.None);
    }

    /// <summary>Without spaces, which a reader of PDF makes up.</summary>
    private static async Task<string> ReadAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.Client.GetAsync(path);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), path);
        if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            Assert.Ignore("WeasyPrint isn't installed on this machine.");
        return WordsOf(await answer.Content.ReadAsByteArrayAsync());
    }

    private static string WordsOf(byte[] document)
    {
        using var pdf = PdfDocument.Open(document);
        return string.Concat(pdf.GetPages().Select(page => page.Text)).Replace(" ", "", StringComparison.Ordinal);
    }
}
