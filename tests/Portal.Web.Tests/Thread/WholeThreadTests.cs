using System.Text.RegularExpressions;
using Portal.Domain.Dossiers;

namespace Portal.Web.Tests.Thread;

/// <summary>One call from a carrier's first click to the published list, through the pages alone.</summary>
[TestFixture]
internal sealed partial class WholeThreadTests : OnPortal
{
    protected override Printing Printing => Printing.Real;

    [Test]
    public async Task A_dossier_goes_from_its_first_word_to_the_published_list()
    {
        using var camille = await Host.SignInAsync("Camille");
        var wave = Wave().Match((await camille.GetAsync("/calls/evaluation-dmn")).Body).Groups["id"].Value;
        var draft = await DraftOfAsync("camille@demo.example");

        // The carrier starts one more, which stays a draft, then checks and files the one that is ready.
        var started = await camille.PostAsync("/dossiers/new", ("Wave", wave), ("Title", "Un projet tout neuf"));
        Assert.That(started.Location, Does.StartWith("/dossiers/"));
        Assert.That(
            (await camille.GetAsync(started.Location + "/check")).Body,
            Does.Not.Contain("/file\""),
            "an empty dossier can't be filed"
        );
        var filed = await camille.PostAsync($"/dossiers/{draft}/file");
        Assert.That(filed.Location, Is.EqualTo($"/dossiers/{draft}/receipt"));
        var receipt = await camille.GetAsync(filed.Location!);
        var hash = Hash().Match(receipt.Body).Groups["hash"].Value;
        using var copy = await camille.Client.GetAsync($"/dossiers/{draft}/receipt/copy");
        Assert.That(
            Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(await copy.Content.ReadAsByteArrayAsync())
            ),
            Is.EqualTo(hash),
            "the receipt's hash is of the copy that one downloads"
        );

        // After the cut-off the officer says GO to the synopsis; the full protocol is written and filed by its own date.
        await Host.SetClockAsync(Deadline.InstantOf(new DateTime(2024, 4, 9, 13, 0, 0, DateTimeKind.Unspecified)));
        await Host.SweepAsync();
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.PostAsync($"/staff/dossiers/{draft}/eligibility", ("Eligible", "true"));
        await olivier.PostAsync(
            $"/staff/dossiers/{draft}/verdict",
            ("Answer", "Go"),
            ("Remarks", "Précisez le comparateur."),
            ("Due", "2024-04-20T12:00")
        );
        await camille.PostAsync(
            $"/dossiers/{draft}/sections/full_protocol",
            ("revision", "0"),
            ("f.protocol", "Un essai comparatif."),
            ("f.market", "Un marché."),
            ("f.start_date", "2024-09-01")
        );
        Assert.That(
            (await camille.PostAsync($"/dossiers/{draft}/file")).Location,
            Is.EqualTo($"/dossiers/{draft}/receipt")
        );

        // After that date it is found eligible again and assigned to an expert, invited and joined by mail.
        await Host.SetClockAsync(Deadline.InstantOf(new DateTime(2024, 4, 20, 13, 0, 0, DateTimeKind.Unspecified)));
        await Host.SweepAsync();
        await olivier.PostAsync($"/staff/dossiers/{draft}/eligibility", ("Eligible", "true"));
        await olivier.PostAsync(
            $"/staff/waves/{wave}/experts",
            ("Name", "Emma Démo"),
            ("Email", "emma@demo.example"),
            ("Language", "fr")
        );
        var invitation = await LinkAsync("emma@demo.example", "expert-invited");
        using (var withoutAccount = Host.NewVisitor())
        {
            Assert.That((await withoutAccount.GetAsync(invitation)).Code, Is.EqualTo(200));
            await withoutAccount.PostAsync(invitation + "/accept");
            Assert.That(
                (await withoutAccount.PostAsync(invitation + "/decline")).Code,
                Is.EqualTo(409),
                "answered is answered"
            );
        }
        Assert.That((await camille.PostAsync(invitation + "/join")).Code, Is.EqualTo(404), "it isn't hers");
        using var emma = await Host.SignInAsync("Emma");
        Assert.That((await emma.PostAsync(invitation + "/join")).Location, Is.EqualTo("/reviews"));
        var panel = await ExpertAsync("emma@demo.example", wave);
        await emma.PostAsync($"/reviews/panels/{panel}/charter");
        await emma.PostAsync($"/reviews/panels/{panel}/conflicts");
        await olivier.PostAsync($"/staff/dossiers/{draft}/assign", ("expert", panel));

        // The expert scores: an incomplete review is told what it lacks, a complete one goes in.
        var review = await ReviewAsync(draft);
        var lacking = await emma.PostAsync($"/reviews/{review}/submit", ("revision", "0"), ("m.impact", "5"));
        Assert.That(lacking.Body, Does.Contain("notice-danger"));
        var marks = new[] { "impact", "innovation", "team", "market", "financing", "protocol" }.Select(key =>
            ($"m.{key}", "5")
        );
        var submitted = await emma.PostAsync(
            $"/reviews/{review}/submit",
            [("revision", "1"), .. marks, ("toCarrier", "Un très bon projet."), ("toPanel", "À financer.")]
        );
        Assert.That(submitted.Location, Is.EqualTo($"/reviews/{review}"));

        // Decision, list, four eyes, embargo.
        await olivier.PostAsync(
            $"/staff/dossiers/{draft}/decision",
            ("Outcome", "Funded"),
            ("Amount", "250 000"),
            ("Reason", "Convaincant.")
        );
        await olivier.PostAsync($"/staff/waves/{wave}/winners", ("publishAt", "2024-05-02T10:00"));
        var list = await ListAsync(wave);
        Assert.That(
            (await olivier.PostAsync($"/staff/lists/{list}/sign")).Code,
            Is.EqualTo(409),
            "an officer publishes nothing alone"
        );
        using var pauline = await Host.SignInAsync("Pauline");
        var awaits = $"href=\"/staff/waves/{wave}/winners\"";
        Assert.That((await pauline.GetAsync("/staff")).Body, Does.Contain(awaits));
        Assert.That((await olivier.GetAsync("/staff")).Body, Does.Not.Contain(awaits), "who prepared it can't approve");
        Assert.That((await pauline.PostAsync($"/staff/lists/{list}/sign")).Code, Is.EqualTo(302));
        Assert.That((await pauline.GetAsync("/staff")).Body, Does.Not.Contain(awaits));
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync("/calls/evaluation-dmn/waves/1/winners")).Code, Is.EqualTo(404));
        Assert.That((await camille.GetAsync($"/dossiers/{draft}")).Body, Does.Not.Contain("Convaincant."));

        await Host.SetClockAsync(Deadline.InstantOf(new DateTime(2024, 5, 2, 10, 0, 0, DateTimeKind.Unspecified)));
        await Host.SweepAsync();
        Assert.That((await visitor.GetAsync("/calls/evaluation-dmn/waves/1/winners")).Body, Does.Contain("250"));
        Assert.That(
            (await camille.GetAsync($"/dossiers/{draft}")).Body,
            Does.Contain("Convaincant.").And.Contain("Un très bon projet.").And.Not.Contain("À financer.")
        );
        Assert.That(await LinkAsync("camille@demo.example", "result-funded", draft), Is.EqualTo($"/dossiers/{draft}"));
    }

    [Test]
    public async Task What_was_typed_is_kept_right_or_wrong_and_told_where_it_stands()
    {
        using var camille = await Host.SignInAsync("Camille");
        var wave = Wave().Match((await camille.GetAsync("/calls/evaluation-dmn")).Body).Groups["id"].Value;
        var path =
            (await camille.PostAsync("/dossiers/new", ("Wave", wave), ("Title", "Essai"))).Location
            + "/sections/project";
        var saved = await camille.PostForJsonAsync(
            path,
            ("revision", "1"),
            ("f.title", "Essai"),
            ("f.duration_months", "douze")
        );
        Assert.That(saved.Body, Does.Contain("\"revision\":2"));
        var page = await camille.GetAsync(path);
        Assert.That(page.Body, Does.Contain("value=\"douze\"").And.Contain("f-duration_months-error"));
    }

    [Test]
    public async Task Two_texts_for_one_answer_are_both_kept_and_shown_until_one_is_chosen()
    {
        using var camille = await Host.SignInAsync("Camille");
        var wave = Wave().Match((await camille.GetAsync("/calls/evaluation-dmn")).Body).Groups["id"].Value;
        var path =
            (await camille.PostAsync("/dossiers/new", ("Wave", wave), ("Title", "À deux"))).Location
            + "/sections/project";
        await camille.PostForJsonAsync(path, ("revision", "1"), ("changed", "title"), ("f.title", "Le premier titre"));
        var other = await camille.PostForJsonAsync(
            path,
            ("revision", "1"),
            ("changed", "title"),
            ("changed", "acronym"),
            ("f.title", "Le second titre"),
            ("f.acronym", "DEUX")
        );
        Assert.That(
            other.Body,
            Does.Contain("\"theirs\":{\"title\":\"Le premier titre\"}").And.Contain("\"clashes\":[{")
        );
        var page = await camille.GetAsync(path);
        Assert.That(
            page.Body,
            Does.Contain("value=\"Le premier titre\"").And.Contain("Le second titre").And.Contain("value=\"DEUX\"")
        );
        await camille.PostAsync(Restore().Match(page.Body).Groups["address"].Value);
        var chosen = await camille.GetAsync(path);
        Assert.That(
            chosen.Body,
            Does.Contain("value=\"Le second titre\"").And.Not.Contain("Le premier titre"),
            "chosen: the other one is an earlier version now"
        );
        var versions = await camille.GetAsync(path + "/versions/title");
        Assert.That(
            versions.Body,
            Does.Contain("Le premier titre").And.Contain("Le second titre").And.Contain("À deux")
        );
    }

    [TestCase("plan.pdf", "%PDF-1.4\n%%EOF", 302)]
    [TestCase("plan.pdf", "<html><script>alert(1)</script>", 409)]
    [TestCase("plan.svg", "<svg onload='alert(1)'/>", 409)]
    [TestCase("plan.html", "%PDF-1.4", 409)]
    [TestCase("../../etc/passwd.pdf", "%PDF-1.4\n%%EOF\n", 302)]
    public async Task A_file_is_told_by_its_bytes_and_comes_back_as_a_download(string name, string content, int status)
    {
        using var camille = await Host.SignInAsync("Camille");
        var draft = await DraftOfAsync("camille@demo.example", complete: false);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("letters"), "field" },
            { new StringContent(content), "file", name },
        };
        var answer = await camille.PostAsync($"/dossiers/{draft}/sections/budget_section/files", form);
        Assert.That(answer.Code, Is.EqualTo(status));
        if (status != 302)
            return;
        await using var db = Database.Open();
        var file = await db
            .Attachments.OrderByDescending(one => one.UploadedAt)
            .FirstAsync(one => one.DossierId == new DossierId(Guid.Parse(draft)));
        Assert.That(file.Name, Does.Not.Contain("/"));
        using var download = await camille.Client.GetAsync($"/files/{file.Id.Value}");
        Assert.That(download.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        Assert.That(download.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/octet-stream"));
    }

    [Test]
    public async Task No_cell_of_the_export_starts_a_formula()
    {
        await using (var db = Database.OpenAsOwner())
            await db.Database.ExecuteSqlRawAsync("update filings set title = '=HYPERLINK(\"http://evil\")'");
        using var olivier = await Host.SignInAsync("Olivier");
        var wave = Wave().Match((await olivier.GetAsync("/calls/evaluation-dmn")).Body).Groups["id"].Value;
        var csv = await olivier.GetAsync($"/staff/waves/{wave}/dossiers.csv");
        Assert.That(csv.Body, Does.Contain("\"'=HYPERLINK").And.Not.Match("(^|;)\"?[=+@]"));
    }

    [Test]
    public async Task The_receipt_is_a_tagged_pdf()
    {
        using var camille = await Host.SignInAsync("Camille");
        await using var db = Database.Open();
        var filed = await db
            .Dossiers.Where(one =>
                one.FiledAt != null
                && db.Users.Any(account => account.Id == one.Carrier.Value && account.Email == "camille@demo.example")
            )
            .Select(one => one.Id)
            .FirstAsync();
        using var answer = await camille.Client.GetAsync($"/dossiers/{filed.Value}/receipt.pdf");
        if ((int)answer.StatusCode == 503)
            Assert.Ignore("WeasyPrint isn't installed on this machine.");
        var pdf = await answer.Content.ReadAsStringAsync();
        Assert.That(pdf, Does.StartWith("%PDF-").And.Contain("/MarkInfo"));
    }

    private async Task<string> DraftOfAsync(string email, bool complete = true)
    {
        await using var db = Database.Open();
        var person = await db
            .Users.Where(account => account.Email == email)
            .Select(account => account.Id)
            .SingleAsync();
        var drafts = await db
            .Dossiers.Include(one => one.Members)
            .Where(one => one.Carrier == new PersonId(person) && one.FiledAt == null && one.IsDemonstration)
            .ToListAsync();
        return drafts
            .First(one => one.State == DossierState.Draft && one.Members.Count == (complete ? 2 : 1))
            .Id.Value.ToString();
    }

    private async Task<string> LinkAsync(string email, string template, string? about = null)
    {
        await using var db = Database.Open();
        var mails = await db
            .Outbox.Where(mail => mail.Recipient == EmailAddress.Parse(email) && mail.Template == template)
            .OrderByDescending(mail => mail.CreatedAt)
            .ToListAsync();
        return mails.First(mail => about is null || mail.Data["link"].Contains(about, StringComparison.Ordinal)).Data[
            "link"
        ];
    }

    private async Task<string> ExpertAsync(string email, string wave)
    {
        await using var db = Database.Open();
        return (
            await db
                .Experts.Where(expert =>
                    expert.Email == EmailAddress.Parse(email) && expert.WaveId == new WaveId(Guid.Parse(wave))
                )
                .Select(expert => expert.Id)
                .SingleAsync()
        ).Value.ToString();
    }

    private async Task<string> ReviewAsync(string dossier)
    {
        await using var db = Database.Open();
        return (
            await db
                .Reviews.Where(review => review.DossierId == new DossierId(Guid.Parse(dossier)))
                .Select(review => review.Id)
                .SingleAsync()
        ).Value.ToString();
    }

    private async Task<string> ListAsync(string wave)
    {
        await using var db = Database.Open();
        return (
            await db
                .WinnerLists.Where(list => list.WaveId == new WaveId(Guid.Parse(wave)))
                .Select(list => list.Id)
                .SingleAsync()
        ).Value.ToString();
    }

    [GeneratedRegex("action=\"(?<address>/dossiers/[^\"]+/restore)\"", RegexOptions.None, 5_000)]
    private static partial Regex Restore();

    [GeneratedRegex("/dossiers/new\\?wave=(?<id>[0-9a-f-]{36})", RegexOptions.None, 5_000)]
    private static partial Regex Wave();

    [GeneratedRegex("data-copy=\"(?<hash>[0-9a-f]{64})\"", RegexOptions.None, 5_000)]
    private static partial Regex Hash();
}
