using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;
using UglyToad.PdfPig;

namespace Portal.Web.Tests.Dossiers;

/// <summary>What a receipt says, and that it can be proved without the portal.</summary>
[TestFixture]
internal sealed class ReceiptTests : OnPortal
{
    /// <summary>Two months after the 18 January 2024.</summary>
    private const string RejectedOn = "réputée rejetée le 18 mars 2024";

    private static readonly string[] Particulars =
    [
        "Pôle « Dispositifs médicaux numériques »",
        "3 rue de l’Exemple",
        "evaluation-dmn@portail.example",
        "01 99 00 10 03",
        RejectedOn,
        "Article L.231-4, 3°",
        "tribunal administratif",
    ];

    private DirectoryInfo _folder = null!;

    protected override Printing Printing => Printing.Real;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("portal-receipt-");

    [TearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task Page_document_and_mail_tell_all_particulars_of_an_acknowledgement()
    {
        await Host.SetClockAsync(Portal.Infrastructure.Persistence.DemoTime.Start);
        var carrier = await new Stage(Database).PersonAsync();
        var dossier = await new Stage(Database).DraftAsync(carrier);
        await new Stage(Database).FileAsync(dossier, carrier);
        using var camille = await Host.SignInAsync("Camille");
        await AddCamilleAsync(dossier.Id);

        var page = Plain(WebUtility.HtmlDecode((await camille.GetAsync($"/dossiers/{dossier.Id.Value}/receipt")).Body));
        foreach (var particular in Particulars)
            Assert.That(page, Does.Contain(Plain(particular)));

        await using var db = Database.Open();
        var mail = await db.Outbox.SingleAsync(one =>
            one.Recipient == EmailAddress.Parse(carrier.Email!) && one.Template == "dossier-filed"
        );
        var text = Plain(Host.Services.GetRequiredService<MailComposer>().Compose(mail).Text);
        foreach (var particular in Particulars)
            Assert.That(text, Does.Contain(Plain(particular)));
        Assert.That(text, Does.Not.Contain("?Service").And.Not.Contain("acceptée"), "only what applies is told");

        using var document = await camille.Client.GetAsync($"/dossiers/{dossier.Id.Value}/receipt.pdf");
        if ((int)document.StatusCode == 503)
            Assert.Ignore("WeasyPrint isn't installed on this machine.");
        using var pdf = PdfDocument.Open(await document.Content.ReadAsByteArrayAsync());
        var printed = Plain(string.Concat(pdf.GetPages().Select(one => one.Text)));
        foreach (var particular in Particulars)
            Assert.That(printed, Does.Contain(Plain(particular)));
        Assert.That(pdf.Information.Author, Is.Null.Or.Empty);
    }

    [Test]
    public async Task A_call_that_says_nothing_of_silence_gives_a_receipt_without_it()
    {
        var carrier = await new Stage(Database).PersonAsync();
        var dossier = await new Stage(Database).DraftAsync(carrier);
        await using var db = Database.OpenAsOwner();
        var told = await db
            .Database.SqlQuery<string>(
                $"""select presentation::text as "Value" from calls where slug = 'evaluation-dmn'"""
            )
            .SingleAsync();
        await db.Database.ExecuteSqlAsync(
            $"update calls set presentation = presentation - 'silence' - 'service' where slug = 'evaluation-dmn'"
        );
        try
        {
            await new Stage(Database).FileAsync(dossier, carrier);
            var mail = await db.Outbox.SingleAsync(one => one.Recipient == EmailAddress.Parse(carrier.Email!));
            Assert.That(
                Host.Services.GetRequiredService<MailComposer>().Compose(mail).Text,
                Does.Contain(dossier.Number ?? "DMN-").And.Not.Contain("Service chargé").And.Not.Contain("réputée")
            );
            await AddCamilleAsync(dossier.Id);
            using var camille = await Host.SignInAsync("Camille");
            var page = await camille.GetAsync($"/dossiers/{dossier.Id.Value}/receipt");
            Assert.That(page.Code, Is.EqualTo(200));
            Assert.That(WebUtility.HtmlDecode(page.Body), Does.Not.Contain("réputée"));
        }
        finally
        {
            await db.Database.ExecuteSqlAsync(
                $"update calls set presentation = {told}::jsonb where slug = 'evaluation-dmn'"
            );
        }
    }

    [Test]
    public async Task The_copy_is_proved_without_the_portal_and_whatever_was_changed_is_named()
    {
        var (copy, files) = await DownloadAsync();
        var sha256 = await HashAsync();
        Assert.That(await RunAsync(copy, "--sha256", sha256, "--files", files), Is.EqualTo((0, "")));
        Assert.That(await RunAsync(copy, "--sha256", sha256.ToUpperInvariant()), Is.EqualTo((0, "")));

        var file = Directory.GetFiles(files, "*", SearchOption.AllDirectories)[0];
        await File.AppendAllTextAsync(file, " ");
        var (code, wrong) = await RunAsync(copy, "--sha256", sha256, "--files", files);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(wrong, Does.Contain($"{Path.GetFileName(file)} was changed"));
        File.Delete(file);
        (code, wrong) = await RunAsync(copy, "--files", files);
        Assert.That((code, wrong.Contains("is missing", StringComparison.Ordinal)), Is.EqualTo((1, true)));

        var text = await File.ReadAllTextAsync(copy);
        await File.WriteAllTextAsync(copy, text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        (code, wrong) = await RunAsync(copy, "--sha256", sha256);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(wrong, Does.Contain("the copy is another one, or was changed"));

        await File.WriteAllTextAsync(copy, "%PDF");
        Assert.That((await RunAsync(copy)).Code, Is.EqualTo(2));
        Assert.That((await RunAsync()).Code, Is.EqualTo(2));
    }

    [Test]
    public async Task The_receipt_as_it_was_downloaded_proves_its_copy_and_no_other()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var document = await camille.Client.GetAsync($"/dossiers/{(await FiledAsync()).Value}/receipt.pdf");
        if ((int)document.StatusCode == 503)
            Assert.Ignore("WeasyPrint isn't installed on this machine.");
        var receipt = Path.Combine(_folder.FullName, "receipt.pdf");
        await File.WriteAllBytesAsync(receipt, await document.Content.ReadAsByteArrayAsync());
        var (copy, _) = await DownloadAsync();
        Assert.That(await RunAsync(copy, "--receipt", receipt), Is.EqualTo((0, "")));
        await File.AppendAllTextAsync(copy, "\n");
        Assert.That((await RunAsync(copy, "--receipt", receipt)).Code, Is.EqualTo(1));
    }

    [Test]
    public async Task Anybody_who_holds_a_copy_learns_whether_it_was_received_and_nothing_else()
    {
        var (copy, _) = await DownloadAsync();
        var (number, sha256) = (await NumberAsync(), await HashAsync());
        using var visitor = Host.NewVisitor();
        async Task<string> AskAsync(string of, string hash) =>
            WebUtility.HtmlDecode((await visitor.PostAsync("/verify", ("Number", of), ("Hash", hash))).Body);
        Assert.That(await AskAsync(number.ToLowerInvariant(), sha256), Does.Contain("Oui"));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(number), "Number" },
            { new ByteArrayContent(await File.ReadAllBytesAsync(copy)), "Copy", "copy.json" },
        };
        Assert.That(WebUtility.HtmlDecode((await visitor.PostAsync("/verify", form)).Body), Does.Contain("Oui"));

        // Another number, one that nothing has, another hash: the same no.
        var other = sha256[..^1] + (sha256[^1] == '0' ? '1' : '0');
        foreach (var (of, hash) in new[] { (number, other), ("DMN-2024-999999", sha256) })
            Assert.That(await AskAsync(of, hash), Does.Contain("Non").And.Not.Contain("Reçue le"));
        Assert.That(await AskAsync(number, "abc"), Does.Contain("64 caractères").And.Not.Contain("Non : "));
        Assert.That(await AskAsync("", sha256), Does.Contain("Donnez le numéro"));
    }

    private static string Plain(string text) =>
        string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\u00a0' && c != '\u00ad'));

    private async Task<(string Copy, string Files)> DownloadAsync()
    {
        var id = await FiledAsync();
        using var camille = await Host.SignInAsync("Camille");
        var copy = Path.Combine(_folder.FullName, "copy.json");
        await File.WriteAllBytesAsync(
            copy,
            await camille.Client.GetByteArrayAsync($"/dossiers/{id.Value}/receipt/copy")
        );
        var files = Directory.CreateDirectory(Path.Combine(_folder.FullName, "files", "inside"));
        await using var db = Database.Open();
        foreach (var file in await db.Attachments.Where(one => one.DossierId == id).ToListAsync())
            await File.WriteAllBytesAsync(
                Path.Combine(files.FullName, file.Name),
                await camille.Client.GetByteArrayAsync($"/files/{file.Id.Value}")
            );
        return (copy, files.Parent!.FullName);
    }

    /// <returns>How it ended, and the lines that say what is wrong.</returns>
    private static async Task<(int Code, string Wrong)> RunAsync(params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo(
            Path.Combine(Repository.Root, "bin", "verify-receipt"),
            arguments
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (
            process.ExitCode,
            string.Join('\n', said.Split('\n').Where(line => line.StartsWith("WRONG", StringComparison.Ordinal)))
        );
    }

    private async Task<DossierId> FiledAsync()
    {
        await using var db = Database.Open();
        var camille = (await db.Users.SingleAsync(one => one.Email == "camille@demo.example")).Person;
        return await db
            .Dossiers.Where(one => one.Carrier == camille && db.FiledFiles.Any(file => file.FilingId == one.FilingId))
            .OrderBy(one => one.Number)
            .Select(one => one.Id)
            .FirstAsync();
    }

    private async Task<string> NumberAsync()
    {
        var id = await FiledAsync();
        await using var db = Database.Open();
        return (await db.Dossiers.SingleAsync(one => one.Id == id)).Number!;
    }

    private async Task<string> HashAsync()
    {
        var id = await FiledAsync();
        await using var db = Database.Open();
        return await db
            .Filings.Where(one => db.Dossiers.Any(of => of.Id == id && of.FilingId == one.Id))
            .Select(one => one.Sha256)
            .SingleAsync();
    }

    private async Task AddCamilleAsync(DossierId dossier)
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        await db.Database.ExecuteSqlAsync(
            $"insert into dossier_members (dossier_id, person, role) values ({dossier.Value}, {camille.Id}, {nameof(MemberRole.Reader)})"
        );
    }
}
