using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Storage;

namespace Portal.Web.Tests.Dossiers;

/// <summary>A whole dossier as a zip, for its team and for staff.</summary>
[TestFixture]
internal sealed class DownloadTests : OnPortal
{
    [Test]
    public async Task The_zip_holds_the_dossier_its_receipt_its_copy_and_each_file_and_proves_itself()
    {
        var id = await OwnAsync(filed: true);
        foreach (var (name, root) in new[] { ("Camille", "/dossiers"), ("Olivier", "/staff/dossiers") })
        {
            using var visitor = await Host.SignInAsync(name);
            var folder = Directory.CreateTempSubdirectory("portal-zip-");
            try
            {
                await using var zip = await ZipAsync(visitor, $"{root}/{id.Value}/dossier.zip");
                zip.ExtractToDirectory(folder.FullName);
                var inside = Path.Combine(folder.FullName, zip.Entries[0].FullName.Split('/')[0]);
                Assert.That(
                    Directory.GetFiles(inside).Select(Path.GetFileNameWithoutExtension),
                    Is.EquivalentTo(new[] { "dossier", "receipt", "copy" })
                );
                using var proof = System.Diagnostics.Process.Start(
                    Path.Combine(Repository.Root, "bin", "verify-receipt"),
                    [Path.Combine(inside, "copy.json"), "--sha256", await HashAsync(id), "--files", inside]
                );
                await proof.WaitForExitAsync();
                Assert.That(proof.ExitCode, Is.Zero);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
        await using var db = Database.Open();
        var noted = await db
            .History.Where(one => one.Name == "dossier.downloaded" && one.SubjectId == id.Value)
            .ToListAsync();
        Assert.That(noted.Select(one => one.By).Distinct().Count(), Is.EqualTo(2));
        Assert.That(noted.Select(one => one.Data), Has.All.Contains("\"files\":"));
    }

    [Test]
    public async Task Files_of_one_name_are_told_apart_and_a_draft_has_neither_receipt_nor_copy()
    {
        var id = await OwnAsync(filed: false);
        await AttachAsync(id, "plan.pdf", "un");
        await AttachAsync(id, "Plan.pdf", "deux");
        using var camille = await Host.SignInAsync("Camille");
        await using var zip = await ZipAsync(camille, $"/dossiers/{id.Value}/dossier.zip");
        var names = zip.Entries.Select(entry => entry.FullName.Split('/')[^1]).ToList();
        Assert.That(names, Does.Contain("plan.pdf").And.Contain("Plan (2).pdf"));
        Assert.That(names, Does.Not.Contain("copy.json").And.Not.Contain("receipt.pdf"));
        Assert.That(
            zip.Entries.Select(entry => entry.FullName),
            Has.All.Match("^brouillon-evaluation-dmn-2024-01-18/")
        );
    }

    [Test]
    public async Task A_file_that_was_changed_in_the_store_ends_the_download()
    {
        var id = await OwnAsync(filed: false, skip: 1);
        var file = await AttachAsync(id, "intact.pdf", "intact");
        using var camille = await Host.SignInAsync("Camille");
        await using (await ZipAsync(camille, $"/dossiers/{id.Value}/dossier.zip")) { }
        await using (var db = Database.OpenAsOwner())
            await db.Database.ExecuteSqlAsync(
                $"update attachments set sha256 = {new string('0', 64)} where id = {file.Value}"
            );
        Assert.That(
            async () => await camille.Client.GetByteArrayAsync($"/dossiers/{id.Value}/dossier.zip"),
            Throws.Exception
        );
    }

    [Test]
    public async Task Staff_never_gets_a_draft()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var draft = await OwnAsync(filed: false);
        Assert.That((await olivier.GetAsync($"/staff/dossiers/{draft.Value}/dossier.zip")).Code, Is.EqualTo(404));
        var filed = await OwnAsync(filed: true);
        await using var zip = await ZipAsync(olivier, $"/staff/dossiers/{filed.Value}/dossier.zip?draft=true");
        Assert.That(zip.Entries.Select(entry => entry.Name), Does.Contain("copy.json"));
    }

    private static async Task<ZipArchive> ZipAsync(Visitor visitor, string path) =>
        new(new MemoryStream(await visitor.Client.GetByteArrayAsync(path)), ZipArchiveMode.Read);

    private async Task<AttachmentId> AttachAsync(DossierId id, string name, string content)
    {
        await using var db = Database.Open();
        using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        var stored = await Host
            .Services.GetRequiredService<IFileStore>()
            .WriteAsync(AttachmentId.New(), bytes, CancellationToken.None);
        var now = await db.NowAsync();
        var by = (await db.Dossiers.SingleAsync(one => one.Id == id)).Carrier;
        db.Attachments.Add(new Attachment(id, "budget_section", "letters", name, stored, now, by, now));
        await db.SaveChangesAsync();
        return stored.Id;
    }

    private Task<DossierId> OwnAsync(bool filed, int skip = 0) => OwnAsync(Database, filed, skip);

    /// <summary>A dossier of Camille's in one call.</summary>
    internal static async Task<DossierId> OwnAsync(TestDatabase database, bool filed, int skip = 0)
    {
        await using var db = database.Open();
        var camille = (await db.Users.SingleAsync(one => one.Email == "camille@demo.example")).Person;
        return await db
            .Dossiers.Where(one =>
                one.Carrier == camille
                && one.FiledAt != null == filed
                && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
            )
            .OrderBy(one => one.StartedAt)
            .ThenBy(one => one.Id)
            .Select(one => one.Id)
            .Skip(skip)
            .FirstAsync();
    }

    private async Task<string> HashAsync(DossierId id)
    {
        await using var db = Database.Open();
        return await db
            .Filings.Where(one => db.Dossiers.Any(of => of.Id == id && of.FilingId == one.Id))
            .Select(one => one.Sha256)
            .SingleAsync();
    }
}
