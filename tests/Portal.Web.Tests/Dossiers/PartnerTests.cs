using System.IO.Compression;
using System.Text.Json.Nodes;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Web.Tests.Complements;

namespace Portal.Web.Tests.Dossiers;

/// <summary>A consortium whose partners see their own part, and sign: two accounts and more on one dossier.</summary>
[TestFixture]
internal sealed class PartnerTests : OnPortal
{
    /// <summary>An amount that stands in one cell of the other partner's budget alone.</summary>
    private const string Canary = "731947";

    private string _root = "";
    private DossierId _id;

    [SetUp]
    public async Task Begin()
    {
        await using var db = Database.Open();
        var dossier = await new Stage(Database).GoneOnAsync(
            await AccountAsync(db, "camille"),
            "competences-metiers",
            wave: 2,
            StepTwo.Written
        );
        (_id, _root) = (dossier.Id, $"/dossiers/{dossier.Id.Value}");
        foreach (var (key, partner) in new[] { ("paul", "p0"), ("elise", "p1"), ("eric", "p2") })
            await JoinAsync(db, key, partner);
        using var camille = await Host.SignInAsync("Camille");
        await SaveAsync(camille, ("p1.running", Canary));
        // Files that can be opened, in place of those whose bytes are nowhere.
        await db.Attachments.Where(file => file.DossierId == _id).ExecuteDeleteAsync();
        foreach (var partner in new[] { "lead", "p0", "p1", "p2" })
            await AttachAsync(camille, $"financial_annex@{partner}");
    }

    [Test]
    public async Task A_partner_sees_own_rows_and_documents_wherever_the_dossier_is_shown()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var paul = await Host.SignInAsync("Paul");
        await SaveAsync(camille, ("p0.running", "412345"));
        var section = $"{_root}/sections/budget_section";
        string[] pages =
        [
            section,
            $"{section}/state?since=0",
            $"{section}/versions/budget",
            $"{_root}/check",
            _root,
            $"{_root}/signatures",
        ];
        foreach (var page in pages)
        {
            Assert.That(Plain((await paul.GetAsync(page)).Body), Does.Not.Contain(Canary), $"{page} as partner");
            if (page.Contains("section", StringComparison.Ordinal) || page.Contains("check", StringComparison.Ordinal))
            {
                Assert.That(Plain((await camille.GetAsync(page)).Body), Does.Contain(Canary), $"{page} as lead");
                Assert.That(Plain((await paul.GetAsync(page)).Body), Does.Contain("412345"), $"{page}, own");
            }
        }
        Assert.That(
            await SheetsAsync(paul, $"{section}/budgets/budget"),
            Does.Contain("412345").And.Not.Contain(Canary)
        );
        Assert.That(await SheetsAsync(camille, $"{section}/budgets/budget"), Does.Contain(Canary));

        await using var db = Database.Open();
        var files = await db
            .Attachments.Where(file => file.DossierId == _id && file.FieldKey == "financial_annex")
            .ToDictionaryAsync(file => file.Partner!, file => file);
        Assert.That((await paul.GetAsync($"/files/{files["p1"].Id.Value}")).Code, Is.EqualTo(404));
        Assert.That((await paul.GetAsync($"/files/{files["p0"].Id.Value}")).Code, Is.EqualTo(200));
        Assert.That((await camille.GetAsync($"/files/{files["p1"].Id.Value}")).Code, Is.EqualTo(200));
        Assert.That(
            (await paul.PostAsync($"{_root}/files/{files["p1"].Id.Value}/remove")).Code,
            Is.EqualTo(404),
            "nor is it theirs to take out"
        );
        var names = await NamesAsync(paul, $"{_root}/dossier.zip?draft=true");
        Assert.That(names, Has.Some.EndsWith(files["p0"].Name).And.None.EndsWith(files["p1"].Name));
    }

    [Test]
    public async Task A_partner_writes_own_rows_and_no_others_and_gives_own_documents_alone()
    {
        using var paul = await Host.SignInAsync("Paul");
        await SaveAsync(paul, ("p0.running", "100"), ("p1.running", "1"), ("lead.running", "1"));
        await using var db = Database.Open();
        var rows = (await db.Sections.SingleAsync(one => one.DossierId == _id && one.Key == "budget_section"))
            .Answers.Rows("budget")
            .ToDictionary(row => row[Answers.RowId], row => row.GetValueOrDefault("y1", ""));
        Assert.That((rows["p0.running"], rows["p1.running"]), Is.EqualTo(("100", Canary)));
        Assert.That(rows, Does.Not.ContainKey("lead.running"));
        Assert.That(rows, Does.ContainKey("lead.staff"), "what was not sent stays");
        Assert.That((await AttachAsync(paul, "financial_annex@p1")).Code, Is.EqualTo(404));
        Assert.That((await AttachAsync(paul, "financial_annex")).Code, Is.EqualTo(404), "it must be somebody's");
        Assert.That((await AttachAsync(paul, "financial_annex@p0")).Code, Is.EqualTo(302));
    }

    [Test]
    public async Task Nothing_is_filed_before_each_partner_signed_exactly_that()
    {
        using var camille = await Host.SignInAsync("Camille");
        var refused = await camille.PostAsync($"{_root}/file");
        Assert.That(
            (refused.Code, Count(refused.Body, "pas signé le dossier")),
            Is.EqualTo((409, 8)),
            "why, and what is missing"
        );
        await camille.PostAsync($"{_root}/signatures/ask");
        await camille.PostAsync($"{_root}/signatures/ask");
        await using var db = Database.Open();
        Assert.That(await MailsAsync(db, "signature-asked"), Is.EqualTo(3), "each once");

        (string Name, string Partner)[] signatories =
        [
            ("Camille", "lead"),
            ("Paul", "p0"),
            ("Élise", "p1"),
            ("Éric", "p2"),
        ];
        foreach (var (name, partner) in signatories)
            Assert.That((await SignAsync(name, partner)).Code, Is.EqualTo(302), name);
        Assert.That((await SignAsync("Paul", "p1")).Code, Is.EqualTo(409), "for one's own alone");
        await SaveAsync(camille, ("lead.running", "7"));
        refused = await camille.PostAsync($"{_root}/file");
        Assert.That((refused.Code, Count(refused.Body, "signer de nouveau")), Is.EqualTo((409, 8)));
        Assert.That((await camille.GetAsync($"{_root}/signatures")).Body, Does.Contain("signer de nouveau"));

        foreach (var (name, partner) in signatories)
            await SignAsync(name, partner);
        Assert.That((await camille.PostAsync($"{_root}/file")).Location, Is.EqualTo($"{_root}/receipt"));
        Assert.That((await camille.GetAsync($"{_root}/receipt")).Body, Does.Contain("signé par Paul"));
        var copy = JsonNode.Parse((await camille.GetAsync($"{_root}/receipt/copy", accept: null)).Body)!;
        Assert.That(copy["signOffs"]!.AsArray(), Has.Count.EqualTo(4));
        using var paul = await Host.SignInAsync("Paul");
        Assert.That((await paul.GetAsync($"{_root}/receipt")).Body, Does.Not.Contain("receipt/copy"));
        Assert.That(
            (await paul.GetAsync($"{_root}/receipt/copy")).Code,
            Is.EqualTo(404),
            "it holds all partners' parts"
        );
        Assert.That(await NamesAsync(paul, $"{_root}/dossier.zip"), Has.None.EndsWith("copy.json"));

        // Complements are filed without new signatures: the receipt says what was signed.
        var signed = await db.Filings.AsNoTracking().SingleAsync(one => one.DossierId == _id && one.Step == 2);
        await ComplementAsync();
        var receipt = System.Net.WebUtility.HtmlDecode((await camille.GetAsync($"{_root}/receipt")).Body);
        Assert.That(
            receipt,
            Does.Contain("ont signé la version 2").And.Contain(signed.ContentSha256).And.Contain("signé par Paul")
        );
        Assert.That(receipt, Does.Not.Contain(signed.Sha256), "the receipt is of the version that counts");
    }

    private async Task ComplementAsync()
    {
        await using var db = Database.Open();
        var dossier = await db.Dossiers.AsNoTracking().SingleAsync(one => one.Id == _id);
        var later = dossier.StepDue!.EndsAt.AddDays(1);
        var officer = (await AccountAsync(db, "olivier")).Person;
        var request = await Complementing.AskAsync(db, _id, officer, later);
        await Complementing.FileAsync(db, request, "Un complément.", later.AddDays(1));
    }

    private async Task<Answer> SignAsync(string name, string partner)
    {
        using var person = await Host.SignInAsync(name);
        await using var db = Database.Open();
        var page = (await person.GetAsync($"{_root}/signatures")).Body;
        var at = page.IndexOf("<code>", StringComparison.Ordinal) + "<code>".Length;
        return await person.PostAsync($"{_root}/signatures", ("partner", partner), ("content", page[at..(at + 64)]));
    }

    /// <summary>Saves some cells of the budget, as a page without scripts sends its rows.</summary>
    private async Task SaveAsync(Visitor by, params (string Row, string Amount)[] cells)
    {
        await using var db = Database.Open();
        var revision = await db
            .Sections.Where(one => one.DossierId == _id && one.Key == "budget_section")
            .Select(one => one.Revision)
            .SingleAsync();
        var saved = await by.PostAsync(
            $"{_root}/sections/budget_section",
            [
                ("revision", $"{revision}"),
                ("changed", "budget"),
                .. cells.SelectMany(
                    (cell, place) =>
                        new[] { ($"f.budget.{place}._id", cell.Row), ($"f.budget.{place}.y1", cell.Amount) }
                ),
            ]
        );
        Assert.That(saved.Code, Is.EqualTo(302));
    }

    private async Task<Answer> AttachAsync(Visitor by, string field)
    {
        using var file = new ByteArrayContent(SampleFiles.Pdf());
        using var form = new MultipartFormDataContent
        {
            { new StringContent(field), "field" },
            { file, "file", $"{field.Replace('@', '-')}.pdf" },
        };
        return await by.PostAsync($"{_root}/sections/budget_section/files", form);
    }

    private static async Task<string> SheetsAsync(Visitor by, string path)
    {
        await using var zip = new ZipArchive(new MemoryStream(await by.Client.GetByteArrayAsync(path)));
        var text = "";
        foreach (var part in zip.Entries)
            using (var reader = new StreamReader(await part.OpenAsync()))
                text += await reader.ReadToEndAsync();
        return text;
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(Visitor by, string path)
    {
        await using var zip = new ZipArchive(new MemoryStream(await by.Client.GetByteArrayAsync(path)));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    private async Task JoinAsync(PortalDbContext db, string key, string partner)
    {
        var now = await db.NowAsync();
        var account = await AccountAsync(db, key);
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == _id);
        var invitation = TeamInvitation.Send(
            dossier,
            EmailAddress.Parse(account.Email!),
            MemberRole.Signatory,
            LinkSecret.HashOf(LinkSecret.New()),
            dossier.Coordinator,
            now,
            partner
        );
        invitation.Accept(dossier, account.Person, now);
        db.TeamInvitations.Add(invitation);
        await db.SaveChangesAsync();
    }

    private Task<int> MailsAsync(PortalDbContext db, string template) =>
        db.Outbox.CountAsync(mail => mail.Template == template && mail.Occasion.Contains(_id.Value.ToString()));

    private static Task<Account> AccountAsync(PortalDbContext db, string key) =>
        db.Users.SingleAsync(one => one.Email == $"{key}@demo.example");

    /// <summary>Without the spaces that part thousands.</summary>
    private static string Plain(string body) =>
        System
            .Net.WebUtility.HtmlDecode(body)
            .Replace("\u00a0", "", StringComparison.Ordinal)
            .Replace("\u202f", "", StringComparison.Ordinal);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
