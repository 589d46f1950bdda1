using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Domain.Attachments;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Sending large files from a real browser, over a network that breaks.</summary>
[TestFixture]
internal sealed class UploadTests : OnBrowser
{
    private const int Size = 26_000_000;
    private const int Sixty = Size / 100 * 62;

    private readonly string _folder = Directory.CreateTempSubdirectory("uploads-").FullName;

    private Wire _wire = null!;

    [SetUp]
    public void Lay() => _wire = new Wire(new Uri(Address).Port);

    [TearDown]
    public ValueTask TakeUpAsync() => _wire.DisposeAsync();

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_network_that_is_cut_at_sixty_per_cent_only_makes_a_file_wait()
    {
        var page = await DraftAsync();
        var (path, sha256) = await FileAsync("grand-plan.pdf");
        _wire.CutAfter(Sixty);
        await page.Locator("#file-letters").SetInputFilesAsync(path);
        await Expect(page.Locator(".uploads li").First).ToContainTextAsync("Réseau coupé");
        Assert.That(
            () => OffsetOf("grand-plan.pdf"),
            Is.InRange(Size / 2, Sixty + 1024 * 1024).After(10_000, 100),
            "what came is kept"
        );
        _wire.Mend();
        await Expect(page.Locator("[data-files=letters]")).ToContainTextAsync("grand-plan.pdf");
        await Expect(page.Locator("#f-letters [data-told]")).ToHaveTextAsync("grand-plan.pdf est joint.");
        await Expect(page.Locator(".uploads li")).ToHaveCountAsync(0);
        await AssertTakenOnceAsync("grand-plan.pdf", sha256);
    }

    [Test]
    public async Task After_a_reload_the_same_file_goes_on_from_where_it_was()
    {
        var page = await DraftAsync();
        var (path, sha256) = await FileAsync("apres-rechargement.pdf");
        _wire.CutAfter(Sixty);
        await page.Locator("#file-letters").SetInputFilesAsync(path);
        await Expect(page.Locator(".uploads li").First).ToContainTextAsync("Réseau coupé");
        _wire.Mend();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".uploads li").First).ToContainTextAsync("Choisissez de nouveau le même fichier");
        await page.Locator("#file-letters").SetInputFilesAsync(path);
        await Expect(page.Locator("[data-files=letters]")).ToContainTextAsync("apres-rechargement.pdf");
        await AssertTakenOnceAsync("apres-rechargement.pdf", sha256);
    }

    [Test]
    public async Task Several_files_are_sent_one_is_refused_with_its_reason_and_one_is_cancelled()
    {
        var page = await DraftAsync();
        var (good, _) = await FileAsync("bon.pdf", 50_000);
        var bad = Path.Combine(_folder, "macros.docx");
        await File.WriteAllBytesAsync(bad, SampleFiles.Docx(("word/vbaProject.bin", [1])));
        await page.Locator("#file-letters").SetInputFilesAsync([good, bad]);
        await Expect(page.Locator("[data-files=letters]")).ToContainTextAsync("bon.pdf");
        var refused = page.Locator(".uploads li", new PageLocatorOptions { HasText = "macros.docx" });
        await Expect(refused).ToContainTextAsync("Enregistrez-le sans macros");
        await refused.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Fermer" }).PressAsync("Enter");
        await Expect(page.Locator(".uploads li")).ToHaveCountAsync(0);

        _wire.Delay = TimeSpan.FromMilliseconds(20);
        var (large, _) = await FileAsync("annule.pdf");
        await page.Locator("#file-letters").SetInputFilesAsync(large);
        var row = page.Locator(".uploads li");
        var pause = row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Mettre en pause" });
        await Expect(pause).ToBeEnabledAsync();
        await pause.PressAsync("Enter");
        await Expect(row).ToContainTextAsync("En pause");
        Assert.That(await AccessibilityTests.FaultsNowAsync(page, "an upload in pause"), Is.Empty);
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Continuer" }).PressAsync("Enter");
        await Expect(row).ToContainTextAsync("% envoyés");
        await page.RunAndWaitForResponseAsync(
            () =>
                row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Annuler l’envoi" })
                    .PressAsync("Enter"),
            answer => answer.Request.Method == "DELETE" && answer.Status == 204
        );
        await Expect(row).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(page.Locator(".uploads li")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-files=letters]")).Not.ToContainTextAsync("annule.pdf");
    }

    private async Task<IPage> DraftAsync()
    {
        var page = await OpenAsync("Camille", address: _wire.Address);
        await using var db = Database.Open();
        var camille = await db
            .Users.Where(account => account.Email == "camille@demo.example")
            .Select(account => account.Id)
            .SingleAsync();
        var draft = await db
            .Dossiers.Where(one => one.Carrier == new Domain.PersonId(camille) && one.FiledAt == null)
            .Where(one => db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn"))
            .Select(one => one.Id)
            .FirstAsync();
        await page.GotoAsync($"/dossiers/{draft.Value}/sections/budget_section");
        return page;
    }

    private async Task<(string Path, string Sha256)> FileAsync(string name, int size = Size)
    {
        var (path, bytes) = (Path.Combine(_folder, name), SampleFiles.Pdf(size));
        await File.WriteAllBytesAsync(path, bytes);
        return (path, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private long OffsetOf(string name)
    {
        using var db = Database.Open();
        return db.Uploads.Where(one => one.Name == name).Select(one => one.Offset).Single();
    }

    /// <summary>The same upload was gone on with, and what lies there is what was sent.</summary>
    private async Task AssertTakenOnceAsync(string name, string sha256)
    {
        await using var db = Database.Open();
        Assert.That(
            await db.Attachments.Where(one => one.Name == name).Select(one => one.Sha256).SingleAsync(),
            Is.EqualTo(sha256)
        );
        var upload = await db.Uploads.SingleAsync(one => one.Name == name);
        Assert.That(upload.PartCount, Is.GreaterThanOrEqualTo(1 + Size / Upload.PartSize));
    }
}
