using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Retention;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Tests.Retention;

[TestFixture, NonParallelizable]
public sealed class EraseDraftsTests : OnDatabase
{
    /// <summary>The wave ends on 8 April 2025; drafts are kept for a year.</summary>
    private static readonly DateTimeOffset Announced = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Filed = new(2024, 1, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("retention-").FullName;
    private IFileStore _store = null!;
    private Account _carrier = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var services = new ServiceCollection();
        services.AddPortalStorage(Stage.Settings(("Storage:Path", _folder)));
        _store = services.BuildServiceProvider().GetRequiredService<IFileStore>();
        _carrier = await Stage.PersonAsync();
    }

    [OneTimeTearDown]
    public void Stop() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_draft_is_announced_and_a_month_later_gone_with_its_files_and_no_figure_of_what_was_filed_changes()
    {
        var draft = await Stage.DraftAsync(_carrier);
        await Stage.FiledAsync(_carrier, "evaluation-dmn", 1, Filed);
        var file = await AttachAsync(draft);
        var figures = await FiguresAsync();

        await SweepAsync(Announced);
        await SweepAsync(Announced.AddDays(29));
        Assert.That(await EventsAsync(draft), Has.Exactly(1).EqualTo("dossier.erasure-announced"));
        Assert.That(await MailsAsync(draft), Is.EqualTo(1));
        Assert.That(File.Exists(PathOf(file)), "its team has thirty days");

        await SweepAsync(Announced.AddDays(31));
        await using var db = Database.Open();
        Assert.That(await db.Dossiers.IgnoreQueryFilters().AnyAsync(one => one.Id == draft.Id), Is.False);
        Assert.That(await db.Sections.AnyAsync(one => one.DossierId == draft.Id), Is.False);
        Assert.That(await MailsAsync(draft), Is.Zero, "mails name it");
        Assert.That(File.Exists(PathOf(file)), Is.False);
        Assert.That(await EventsAsync(draft), Does.Contain("dossier.started").And.Contain("dossier.erased"));
        Assert.That(await FiguresAsync(), Is.EqualTo(figures));
        await new SealHistory(db, NullLogger<SealHistory>.Instance).RunAsync(default);
        Assert.That((await VerifyHistory.RunAsync(db)).Break, Is.Null);
    }

    [Test]
    public async Task Who_keeps_a_draft_is_asked_again_a_year_later()
    {
        var draft = await Stage.DraftAsync(_carrier);
        await SweepAsync(Announced);
        await using (var db = Database.Open())
        {
            var its = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == draft.Id);
            its.Keep(_carrier.Person, await db.NowAsync());
            await db.SaveChangesAsync();
        }
        await SweepAsync(Announced.AddDays(40));
        Assert.That(await EventsAsync(draft), Does.Not.Contain("dossier.erased"));
        await SweepAsync(Announced.AddDays(366));
        Assert.That(await EventsAsync(draft), Has.Exactly(2).EqualTo("dossier.erasure-announced"));
    }

    [Test]
    public async Task A_removed_draft_goes_when_its_time_is_over()
    {
        var draft = await Stage.DraftAsync(_carrier);
        await Database.SetClockAsync(Filed);
        await using (var db = Database.Open())
        {
            var its = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == draft.Id);
            its.RemoveDraft(_carrier.Person, await db.NowAsync());
            await db.SaveChangesAsync();
        }
        await SweepAsync(Filed.AddDays(59));
        Assert.That(await EventsAsync(draft), Does.Not.Contain("dossier.erased"));
        await SweepAsync(Filed.AddDays(61));
        Assert.That(
            await EventsAsync(draft),
            Does.Contain("dossier.erased").And.Not.Contain("dossier.erasure-announced")
        );
    }

    [Test]
    public async Task The_database_erases_nothing_that_was_filed_or_that_nobody_was_told_of()
    {
        var filed = await Stage.FiledAsync(_carrier, "evaluation-dmn", 1, Filed);
        var draft = await Stage.DraftAsync(_carrier);
        await using var db = Database.Open();
        foreach (var dossier in new[] { filed, draft })
            Assert.That(
                () => db.Database.ExecuteSqlAsync($"select erase_draft({dossier.Id.Value})"),
                Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("42501")
            );
        Assert.That(
            () => db.Database.ExecuteSqlAsync($"delete from sign_offs"),
            Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("42501"),
            "the application's role by itself"
        );
    }

    private async Task SweepAsync(DateTimeOffset at)
    {
        await Database.SetClockAsync(at);
        await using var db = Database.Open();
        await new EraseDrafts(db, new HeldDrafts(db, new RetentionRules(db)), _store, Stage.OneByOneOn(db)).RunAsync(
            default
        );
    }

    private async Task<AttachmentId> AttachAsync(Dossier draft)
    {
        var stored = await _store.WriteAsync(
            new AttachmentId(Guid.CreateVersion7()),
            new MemoryStream([1, 2, 3]),
            default
        );
        await using var db = Database.Open();
        db.Attachments.Add(
            new Attachment(draft.Id, "project", "letters", "lettre.pdf", stored, Filed, _carrier.Person, Filed)
        );
        await db.SaveChangesAsync();
        return stored.Id;
    }

    private string PathOf(AttachmentId file)
    {
        var name = file.Value.ToString("N");
        return Directory.GetFiles(_folder, name, SearchOption.AllDirectories).FirstOrDefault() ?? name;
    }

    private async Task<List<string>> EventsAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        return await db
            .History.Where(entry => entry.SubjectId == dossier.Id.Value)
            .Select(entry => entry.Name)
            .ToListAsync();
    }

    private async Task<int> MailsAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        return await db.Outbox.CountAsync(mail => mail.DossierId == dossier.Id);
    }

    /// <summary>What was filed: by wave and state, and in all.</summary>
    private async Task<List<string>> FiguresAsync()
    {
        await using var db = Database.Open();
        var filed = await db.Dossiers.AsNoTracking().Where(one => one.FiledAt != null).ToListAsync();
        return
        [
            .. filed
                .GroupBy(one => (one.WaveId, one.State))
                .Select(group => $"{group.Key}: {group.Count()}")
                .Order(StringComparer.Ordinal),
            $"{await db.Filings.CountAsync()}",
        ];
    }
}
