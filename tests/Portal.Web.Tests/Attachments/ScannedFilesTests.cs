using System.IO.Compression;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Attachments;

/// <summary>Who opens a file before a scanner has read it, and after; the scanner is set, and stopped.</summary>
[TestFixture, NonParallelizable]
internal sealed class ScannedFilesTests : OnPortal
{
    private static readonly int Nowhere = PostgresServer.FreePort();

    protected override (string Key, string Value)[] Settings =>
        [("Scanner:Host", "127.0.0.1"), ("Scanner:Port", $"{Nowhere}")];

    [Test]
    public async Task A_waiting_file_opens_for_its_team_and_for_nobody_else_and_a_quarantined_one_for_nobody()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        var (dossier, file) = await FiledAsync();

        await OpensAsync(camille, file, 200);
        await OpensAsync(olivier, file, 409, "attend son analyse");
        var staff = await olivier.GetAsync($"/staff/dossiers/{dossier.Value}");
        Assert.That(staff.Body, Does.Contain("en attente d’analyse"));
        Assert.That(await NotesAsync(olivier, $"/staff/dossiers/{dossier.Value}/dossier.zip"), Is.Not.Empty);
        Assert.That(await NotesAsync(camille, $"/dossiers/{dossier.Value}/dossier.zip"), Is.Empty);

        await ScanAsync(file, threat: null);
        await OpensAsync(olivier, file, 200);
        Assert.That(
            (await olivier.GetAsync($"/staff/dossiers/{dossier.Value}")).Body,
            Does.Not.Contain("en attente d’analyse")
        );

        await ScanAsync(file, "Eicar-Test-Signature");
        await OpensAsync(camille, file, 409, "en quarantaine");
        await OpensAsync(olivier, file, 409, "en quarantaine");
        foreach (var page in new[] { $"/dossiers/{dossier.Value}", $"/dossiers/{dossier.Value}/receipt" })
        {
            var body = System.Net.WebUtility.HtmlDecode((await camille.GetAsync(page)).Body);
            Assert.That(body, Does.Contain("en quarantaine").And.Not.Contain($"/files/{file.Value}"), page);
        }
        var notes = await NotesAsync(camille, $"/dossiers/{dossier.Value}/dossier.zip");
        Assert.That(notes, Has.Count.EqualTo(1));
        Assert.That(notes[0], Does.Contain("en quarantaine"));
    }

    [Test]
    public async Task While_the_scanner_is_stopped_a_sweep_changes_nothing()
    {
        var (_, file) = await FiledAsync();
        await Host.SweepFilesAsync();
        await using var db = Database.Open();
        var found = await db.Attachments.SingleAsync(one => one.Id == file);
        Assert.That((found.ScanState, found.ScanTriedAt), Is.EqualTo((ScanState.Waiting, (DateTimeOffset?)null)));
    }

    private static async Task OpensAsync(Visitor who, AttachmentId file, int status, string why = "")
    {
        var answer = await who.GetAsync($"/files/{file.Value}");
        Assert.That(answer.Code, Is.EqualTo(status));
        Assert.That(System.Net.WebUtility.HtmlDecode(answer.Body), Does.Contain(why));
    }

    /// <summary>What stands in a zip in place of files that can't be opened.</summary>
    private static async Task<List<string>> NotesAsync(Visitor who, string path)
    {
        var bytes = await who.Client.GetByteArrayAsync(path);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var notes = new List<string>();
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".pdf.txt", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(entry.Open());
            notes.Add(await text.ReadToEndAsync());
        }
        return notes;
    }

    /// <summary>As if a scanner had said so just now, whatever was said before.</summary>
    private async Task ScanAsync(AttachmentId id, string? threat)
    {
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync(
            $"""
            update attachments set scan_at = now(), scan_engine = 'ClamAV', scan_signatures = '1', scan_threat = {threat}
            where id = {id.Value}
            """
        );
    }

    /// <summary>A dossier of Camille's of the demonstration that is filed, and a file of its filing that lies in the store.</summary>
    private async Task<(DossierId Dossier, AttachmentId File)> FiledAsync()
    {
        await using var db = Database.Open();
        var dossier = await db
            .Dossiers.Where(one =>
                one.FiledAt != null
                && one.Withdrawal == null
                && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
                && one.Members.Any(member =>
                    db.Users.Any(account =>
                        account.Id == member.Person.Value && account.Email == "camille@demo.example"
                    )
                )
            )
            .FirstAsync();
        var files = await db
            .FiledFiles.Where(filed => filed.FilingId == dossier.FilingId)
            .Select(filed => filed.AttachmentId)
            .ToListAsync();
        // All others have been read.
        foreach (var other in files.Skip(1))
            await ScanAsync(other, threat: null);
        await db.Database.ExecuteSqlAsync(
            $"""
            update attachments set scan_at = null, scan_engine = null, scan_signatures = null, scan_threat = null
            where id = {files[0].Value}
            """
        );
        return (dossier.Id, files[0]);
    }
}
