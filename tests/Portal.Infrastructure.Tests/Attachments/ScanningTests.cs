using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Tests.Attachments;

/// <summary>What becomes of files with a real ClamAV, with one that is stopped, and without any.</summary>
[TestFixture, NonParallelizable]
internal sealed class ScanningTests : OnDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scans-").FullName;
    private ClamServer _clam = null!;
    private IFileStore _store = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _clam = await ClamServer.StartAsync();
        var services = new ServiceCollection();
        services.AddPortalStorage(Stage.Settings(("Storage:Path", _folder)));
        _store = services.BuildServiceProvider().GetRequiredService<IFileStore>();
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _clam.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_sound_file_is_found_clean_by_a_named_engine_at_a_moment()
    {
        var (dossier, file) = await AttachAsync("Rien de mal."u8.ToArray());
        await SweepAsync(WithClam());
        var found = await ReadAsync(file);
        Assert.That((found.ScanState, found.Scan!.Engine), Is.EqualTo((ScanState.Clean, found.Scan.Engine)));
        Assert.That(found.Scan.Engine, Does.StartWith("ClamAV"));
        Assert.That(await EventsAsync(dossier), Does.Contain("dossier.file-found-clean"));
    }

    [Test]
    public async Task A_file_with_a_threat_is_quarantined_keeps_the_dossier_from_being_filed_and_is_told_to_the_team_once()
    {
        var carrier = await Stage.PersonAsync();
        var (dossier, file) = await AttachAsync(Encoding.ASCII.GetBytes(ClamServer.Eicar), carrier);
        await SweepAsync(WithClam());
        await SweepAsync(WithClam());
        var found = await ReadAsync(file);
        Assert.That(
            (found.ScanState, found.Scan!.Threat),
            Is.EqualTo((ScanState.Quarantined, $"{ClamServer.Threat}.UNOFFICIAL"))
        );
        Assert.That(
            Scan.ObstacleToOpening(found.Scan, found.Name, byOwnTeam: true, scannerExpected: true)!.Code,
            Is.EqualTo("file.quarantined")
        );
        await using var db = Database.Open();
        var mails = await db
            .Outbox.Where(mail =>
                mail.Template == "file-quarantined" && mail.Recipient == EmailAddress.Parse(carrier.Email!)
            )
            .ToListAsync();
        Assert.That(mails, Has.Count.EqualTo(1));
        Assert.That(mails[0].Data["file"], Is.EqualTo(found.Name));

        var refused = Assert.ThrowsAsync<RefusedException>(() => Stage.FileAsync(dossier, carrier));
        Assert.That(refused!.Refusals.Select(one => one.Code), Is.EqualTo(new[] { "file.quarantined" }));
        var own = await db.Attachments.SingleAsync(one => one.Id == file);
        own.Remove(carrier.Person, await db.NowAsync());
        await db.SaveChangesAsync();
        Assert.That(await Stage.FileAsync(dossier, carrier), Is.Not.Null);
    }

    [Test]
    public async Task A_threat_in_a_draft_that_was_removed_is_told_to_nobody_and_keeps_no_other_file_waiting()
    {
        var carrier = await Stage.PersonAsync();
        var (removed, hidden) = await AttachAsync(Encoding.ASCII.GetBytes(ClamServer.Eicar), carrier);
        await using (var db = Database.Open())
            await new RemoveDraft(db).RunAsync(removed.Id, Stage.ViewerOf(carrier), CancellationToken.None);
        var (_, after) = await AttachAsync("Après."u8.ToArray());
        await SweepAsync(WithClam());
        Assert.That((await ReadAsync(hidden)).ScanState, Is.EqualTo(ScanState.Quarantined));
        Assert.That((await ReadAsync(after)).ScanState, Is.EqualTo(ScanState.Clean));
        await using var outbox = Database.Open();
        Assert.That(await outbox.Outbox.AnyAsync(mail => mail.Occasion.Contains($"{hidden.Value}")), Is.False);
    }

    [Test]
    public async Task While_the_scanner_is_stopped_files_wait_and_after_that_they_are_read()
    {
        var (_, file) = await AttachAsync("Patience."u8.ToArray());
        _clam.Stop();
        await SweepAsync(WithClam());
        Assert.That((await ReadAsync(file)).ScanState, Is.EqualTo(ScanState.Waiting));
        await _clam.ResumeAsync();
        await SweepAsync(WithClam());
        Assert.That((await ReadAsync(file)).ScanState, Is.EqualTo(ScanState.Clean));
    }

    [Test]
    public async Task What_the_scanner_does_not_read_to_its_end_is_never_called_clean()
    {
        var (_, large) = await AttachAsync(new byte[5_000_000]);
        var (_, after) = await AttachAsync("Après."u8.ToArray());
        await SweepAsync(WithClam());
        var found = await ReadAsync(large);
        Assert.That((found.ScanState, found.ScanTriedAt is not null), Is.EqualTo((ScanState.Waiting, true)));
        Assert.That((await ReadAsync(after)).ScanState, Is.EqualTo(ScanState.Clean), "it holds up no other");
    }

    [Test]
    public async Task Without_any_scanner_nothing_is_ever_called_clean()
    {
        var (_, file) = await AttachAsync("Sans antivirus."u8.ToArray());
        var none = Scanner();
        await SweepAsync(none);
        var found = await ReadAsync(file);
        Assert.That((none.IsExpected, found.ScanState), Is.EqualTo((false, ScanState.Waiting)));
        Assert.That(Scan.ObstacleToOpening(found.Scan, found.Name, byOwnTeam: false, scannerExpected: false), Is.Null);
        Assert.That(
            Scan.ObstacleToOpening(found.Scan, found.Name, byOwnTeam: false, scannerExpected: true)!.Code,
            Is.EqualTo("file.not-scanned")
        );
        Assert.That(Scan.ObstacleToOpening(found.Scan, found.Name, byOwnTeam: true, scannerExpected: true), Is.Null);
    }

    private IVirusScanner WithClam() => Scanner(("Scanner:Host", "127.0.0.1"), ("Scanner:Port", $"{_clam.Port}"));

    private static IVirusScanner Scanner(params (string, string?)[] settings)
    {
        var services = new ServiceCollection();
        services.AddVirusScanner(Stage.Settings(settings));
        return services.BuildServiceProvider().GetRequiredService<IVirusScanner>();
    }

    private async Task SweepAsync(IVirusScanner scanner)
    {
        await using var db = Database.Open();
        // What the stage attached lies in no store.
        await db
            .Attachments.Where(one => one.FieldKey != "letters")
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.ScanTriedAt, DateTimeOffset.MaxValue));
        await new ScanFiles(db, _store, scanner, Stage.OneByOneOn(db), NullLogger<ScanFiles>.Instance).RunAsync(
            default
        );
    }

    private async Task<(Dossier Dossier, AttachmentId File)> AttachAsync(byte[] bytes, Account? carrier = null)
    {
        carrier ??= await Stage.PersonAsync();
        var dossier = await Stage.DraftAsync(carrier);
        var stored = await _store.WriteAsync(AttachmentId.New(), new MemoryStream(bytes), default);
        await using var db = Database.Open();
        var now = await db.NowAsync();
        db.Attachments.Add(
            new Attachment(dossier.Id, "budget_section", "letters", "lettre.txt", stored, now, carrier.Person, now)
        );
        await db.SaveChangesAsync();
        return (dossier, stored.Id);
    }

    private async Task<Attachment> ReadAsync(AttachmentId id)
    {
        await using var db = Database.Open();
        return await db.Attachments.AsNoTracking().SingleAsync(one => one.Id == id);
    }

    private async Task<List<string>> EventsAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        return await db.History.Where(one => one.SubjectId == dossier.Id.Value).Select(one => one.Name).ToListAsync();
    }
}
