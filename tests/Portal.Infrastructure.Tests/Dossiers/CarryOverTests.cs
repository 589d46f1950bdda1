using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Tests.Dossiers;

/// <summary>Dossiers that ended go on in a wave that has opened since, on the real schema.</summary>
[TestFixture, NonParallelizable]
internal sealed class CarryOverTests : OnDatabase
{
    private const string Slug = "evaluation-dmn";
    private static readonly DateTimeOffset Closed = At(2027, 1, 15);
    private static readonly DateTimeOffset Later = At(2027, 3, 1);

    private Account _carrier = null!;
    private WaveId _next;

    [OneTimeSetUp]
    public async Task AnnounceAnotherWave()
    {
        await using var db = Database.OpenAsOwner();
        var call = await db.Calls.SingleAsync(one => one.Slug == Slug);
        var civil = new DateTime(2027, 6, 1, 12, 0, 0, DateTimeKind.Unspecified);
        var next = new Wave(call.Id, 9, At(2027, 2, 1), [new Deadline(civil)]);
        db.Waves.Add(next);
        await db.SaveChangesAsync();
        _next = next.Id;
    }

    [SetUp]
    public async Task SetTheScene()
    {
        await Database.SetClockAsync(Later);
        _carrier = await Stage.PersonAsync("Porteuse");
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync($"delete from outbox; delete from reminder_marks");
    }

    [Test]
    public async Task However_often_it_is_clicked_one_dossier_goes_on_with_the_team_the_answers_and_the_files()
    {
        var draft = await Stage.DraftAsync(_carrier, Slug);
        var reader = await JoinAsync(draft, MemberRole.Reader);
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CarryAsync(draft)));
        var next = ids.Distinct().Single()!.Value;
        await using var db = Database.Open();
        Assert.That(await db.Dossiers.CountAsync(one => one.CarriedFrom == draft.Id), Is.EqualTo(1));
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == next);
        Assert.That((dossier.WaveId, dossier.RoleOf(reader.Person)), Is.EqualTo((_next, MemberRole.Reader)));
        Assert.That(await WrittenAsync(next), Is.EqualTo(await WrittenAsync(draft.Id)).And.Not.Empty);
        var files = await db.Attachments.Where(file => file.DossierId == draft.Id).OrderBy(one => one.Id).ToListAsync();
        var carried = await db.Attachments.Where(file => file.DossierId == next).OrderBy(one => one.Id).ToListAsync();
        Assert.That(
            carried.Select(file => (file.StoredAs, file.FieldKey, file.Sha256)),
            Is.EqualTo(files.Select(file => (file.Id, file.FieldKey, file.Sha256))).And.Not.Empty
        );
        var mails = await db.Outbox.Where(mail => mail.Template == "carried-over").ToListAsync();
        Assert.That(mails.Select(mail => mail.Recipient.Value), Is.EqualTo(new[] { reader.Email }));
    }

    [Test]
    public async Task Nothing_is_written_any_more_in_what_was_carried_over()
    {
        var draft = await Stage.DraftAsync(_carrier, Slug);
        Task<int> WritableAsync(DossierId id) => CountAsync(id);
        Assert.That(await WritableAsync(draft.Id), Is.Positive);
        var next = (await CarryAsync(draft))!.Value;
        Assert.That(await WritableAsync(draft.Id), Is.Zero);
        Assert.That(await WritableAsync(next), Is.Positive);
    }

    [Test]
    public async Task A_save_that_is_under_way_while_it_is_carried_over_is_not_acknowledged_into_what_has_ended()
    {
        var draft = await Stage.DraftAsync(_carrier, Slug);
        await using var db = Database.Open();
        var clock = new PortalClock();
        await clock.RefreshAsync(db);
        SectionPost CarriedMeanwhile(FormSection section)
        {
            CarryAsync(draft).GetAwaiter().GetResult();
            return new SectionPost(Answers.None.With("impact", "Trop tard."), ["impact"]);
        }
        var saved = await new SaveSection(db, new FormCache(), clock).RunAsync(
            draft.Id,
            "study",
            new SectionDraft(Revision: 1, CarriedMeanwhile),
            Stage.ViewerOf(_carrier),
            CancellationToken.None
        );
        Assert.That(saved, Is.Null);
    }

    [Test]
    public async Task A_file_that_arrives_while_its_dossier_is_carried_over_or_removed_is_not_taken_into_what_has_ended()
    {
        var carried = await Stage.DraftAsync(_carrier, Slug);
        Assert.That(await CodeOfAttachingAsync(carried, () => CarryAsync(carried)), Is.EqualTo("dossier.carried-over"));

        await Database.SetClockAsync(DemoTime.Start);
        var removed = await Stage.DraftAsync(_carrier, Slug);
        await using var db = Database.Open();
        var remove = new RemoveDraft(db);
        Assert.That(
            await CodeOfAttachingAsync(
                removed,
                () => remove.RunAsync(removed.Id, Stage.ViewerOf(_carrier), CancellationToken.None)
            ),
            Is.EqualTo("dossier.removed")
        );
    }

    [Test]
    public async Task Nobody_is_reminded_of_what_was_carried_over_nor_told_that_it_was_missed()
    {
        var earlier = await Stage.GoneOnAsync(
            _carrier,
            Slug,
            until: StepTwo.Open,
            due: new Deadline(Civil(2026, 12, 1))
        );
        await CarryAsync(earlier);
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync($"delete from outbox; delete from reminder_marks");
        await Database.SetClockAsync(At(2026, 11, 30).AddMinutes(1));
        await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
        await Database.SetClockAsync(Later);
        await new CloseSteps(db, Stage.OneByOneOn(db)).RunAsync(CancellationToken.None);
        Assert.That(await db.Outbox.CountAsync(), Is.Zero);
        Assert.That((await LoadAsync(earlier.Id)).Dismissal, Is.Null);
    }

    [Test]
    public async Task Reminders_and_sweeps_leave_the_earlier_dossier_alone_and_follow_to_the_one_as_which_it_goes_on()
    {
        var draft = await Stage.DraftAsync(_carrier, Slug);
        var next = (await CarryAsync(draft))!.Value;
        var last = (await Stage.WaveAsync(Slug)).CutOffs[^1].Deadline;
        // As if the earlier wave had not closed yet.
        await SweepAsync(last.At.AddDays(-1).AddMinutes(1));
        await SweepAsync(last.EndsAt);
        Assert.That(await TemplatesAsync(draft.Id), Is.Empty);
        await SweepAsync(At(2027, 5, 31).AddMinutes(1));
        await SweepAsync(At(2027, 6, 2));
        Assert.That(await TemplatesAsync(draft.Id), Is.Empty);
        Assert.That(await TemplatesAsync(next), Is.EqualTo(new[] { "draft-missed-wave", "reminder" }));
    }

    [Test]
    public async Task A_date_that_moves_hits_what_was_carried_over_no_more()
    {
        var draft = await Stage.DraftAsync(_carrier, Slug);
        var wave = await Stage.WaveAsync(Slug);
        var moved = new CutOffMoved(wave.Id, wave.CutOffs[^1].Id, Later, Later, By: null, Later);
        await using var db = Database.Open();
        Assert.That(await db.DossiersHitBy(wave, moved).AnyAsync(one => one.Id == draft.Id), Is.True);
        await CarryAsync(draft);
        Assert.That(await db.DossiersHitBy(wave, moved).AnyAsync(one => one.Id == draft.Id), Is.False);
    }

    [Test]
    public async Task A_file_in_quarantine_is_left_behind_and_counted()
    {
        var draft = await Stage.DraftAsync(_carrier, Slug);
        await using (var db = Database.OpenAsOwner())
        {
            var file = await db.Attachments.FirstAsync(one => one.DossierId == draft.Id);
            file.TakeScan(new Domain.Attachments.Scan(Later, "ClamAV", "1", "Eicar"));
            await db.SaveChangesAsync();
        }
        await using var carrying = Database.Open();
        var carried = await CarryOverOn(carrying).RunAsync(draft.Id, Stage.ViewerOf(_carrier), CancellationToken.None);
        Assert.That(carried!.LeftBehind, Is.EqualTo(1));
    }

    [Test]
    public async Task A_rejection_that_is_not_told_yet_shows_in_no_way()
    {
        var dossier = await Stage.GoneOnAsync(
            _carrier,
            Slug,
            until: StepTwo.Filed,
            due: new Deadline(Civil(2026, 12, 1))
        );
        var officer = await Stage.PersonAsync("Chargée", role: PortalRole.Officer);
        await using (var db = Database.OpenAsOwner())
        {
            var tracked = await db.Dossiers.SingleAsync(one => one.Id == dossier.Id);
            var wave = await db.Waves.SingleAsync(one => one.Id == tracked.WaveId);
            tracked.CheckEligibility(wave, eligible: true, "", officer.Person, Closed);
            db.Decisions.Add(Decision.Take(tracked, new Ruling(Outcome.Rejected, "Motif."), officer.Person, Closed));
            await db.SaveChangesAsync();
        }
        await using var read = Database.Open();
        Assert.That(
            await CarryOverOn(read).AheadAsync(dossier.Id, Stage.ViewerOf(_carrier), CancellationToken.None),
            Is.Null
        );
        var refused = Assert.ThrowsAsync<RefusedException>(() => CarryAsync(dossier))!;
        Assert.That(refused.Refusals.Single().Code, Is.EqualTo("dossier.not-ended"));
    }

    [Test]
    public async Task Before_another_wave_opens_there_is_nowhere_to_go_on()
    {
        var draft = await Stage.DraftAsync(_carrier, Slug);
        await Database.SetClockAsync(Closed);
        var refused = Assert.ThrowsAsync<RefusedException>(() => CarryAsync(draft))!;
        Assert.That(refused.Refusals.Single().Code, Is.EqualTo("dossier.no-wave-to-carry-over"));
    }

    [Test]
    public async Task Somebody_else_does_not_find_it()
    {
        var draft = await Stage.DraftAsync(_carrier, Slug);
        Assert.That(await CarryAsync(draft, await Stage.PersonAsync()), Is.Null);
    }

    [Test]
    public async Task The_part_that_a_GO_opens_begins_with_what_the_earlier_dossier_said_there()
    {
        var earlier = await Stage.GoneOnAsync(
            _carrier,
            Slug,
            until: StepTwo.Written,
            due: new Deadline(Civil(2026, 12, 1))
        );
        var next = (await CarryAsync(earlier))!.Value;
        Assert.That(
            await WrittenAsync(next),
            Has.None.Matches<(string Section, string)>(one => one.Section == "full_protocol")
        );
        var officer = await Stage.PersonAsync("Chargée", role: PortalRole.Officer);
        await Stage.FileAsync(await LoadAsync(next), _carrier);
        await Database.SetClockAsync(At(2027, 6, 2));
        await using (var db = Database.OpenAsOwner())
        {
            await db.Database.ExecuteSqlAsync(
                $"insert into call_officers (call_id, person) select id, {officer.Id} from calls where slug = {Slug}"
            );
            var tracked = await db.Dossiers.SingleAsync(one => one.Id == next);
            var wave = await db.Waves.SingleAsync(one => one.Id == tracked.WaveId);
            tracked.CheckEligibility(wave, eligible: true, "", officer.Person, await db.NowAsync());
            await db.SaveChangesAsync();
        }
        await using (var db = Database.Open())
        {
            var forms = new FormCache();
            var go = new VerdictLetter(VerdictAnswer.Go, "", new Deadline(Civil(2027, 9, 1)));
            await new JudgeStep(db, forms, new CarriedAnswers(db, forms)).RunAsync(
                next,
                go,
                Stage.ViewerOf(officer, PortalRole.Officer),
                CancellationToken.None
            );
        }
        Assert.That(
            (await WrittenAsync(next)).Where(one => one.Section == "full_protocol"),
            Is.EqualTo((await WrittenAsync(earlier.Id)).Where(one => one.Section == "full_protocol")).And.Not.Empty
        );
    }

    private static DateTime Civil(int year, int month, int day) =>
        new(year, month, day, 12, 0, 0, DateTimeKind.Unspecified);

    private static DateTimeOffset At(int year, int month, int day) => Deadline.InstantOf(Civil(year, month, day));

    private static CarryOver CarryOverOn(PortalDbContext db) => new(db, new CarriedAnswers(db, new FormCache()));

    /// <summary>Attaches a file during whose storing something else happens to the dossier.</summary>
    private async Task<string?> CodeOfAttachingAsync(Dossier dossier, Func<Task> meanwhile)
    {
        await using var db = Database.Open();
        var place = await db
            .Attachments.Where(file => file.DossierId == dossier.Id)
            .Select(file => new FilePlace(file.DossierId, file.SectionKey, file.FieldKey, file.Partner))
            .FirstAsync();
        var attach = new AttachFile(db, new FormCache(), new StoreFile(new SlowStore(meanwhile)));
        using var content = new MemoryStream(SampleFiles.Pdf(2_000));
        var viewer = Stage.ViewerOf(_carrier);
        var now = await db.NowAsync();
        var refused = Assert.ThrowsAsync<RefusedException>(() =>
            attach.RunAsync(place, "tard.pdf", content, now, viewer, CancellationToken.None)
        );
        return refused?.Refusals.Single().Code;
    }

    private async Task<DossierId?> CarryAsync(Dossier dossier, Account? by = null)
    {
        await using var db = Database.Open();
        var carried = await CarryOverOn(db)
            .RunAsync(dossier.Id, Stage.ViewerOf(by ?? _carrier), CancellationToken.None);
        return carried?.Next;
    }

    private async Task SweepAsync(DateTimeOffset at)
    {
        await Database.SetClockAsync(at);
        await using var db = Database.Open();
        await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
        await new CloseCutOffs(db, Stage.OneByOneOn(db)).RunAsync(CancellationToken.None);
    }

    /// <summary>Of the mails about a dossier since it was carried over.</summary>
    private async Task<List<string>> TemplatesAsync(DossierId id)
    {
        await using var db = Database.Open();
        var mails = await db.Outbox.Where(mail => mail.Template != "carried-over").ToListAsync();
        return
        [
            .. mails
                .Where(mail => mail.Data["link"].EndsWith($"{id.Value}", StringComparison.Ordinal))
                .Select(mail => mail.Template)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<Dossier> LoadAsync(DossierId id)
    {
        await using var db = Database.Open();
        return await db.Dossiers.AsNoTracking().SingleAsync(one => one.Id == id);
    }

    private async Task<int> CountAsync(DossierId id)
    {
        await using var db = Database.Open();
        return await db.SectionsWritableBy(Stage.ViewerOf(_carrier), Later).CountAsync(one => one.DossierId == id);
    }

    private async Task<List<(string Section, string Answers)>> WrittenAsync(DossierId id)
    {
        await using var db = Database.Open();
        var sections = await db.Sections.Where(one => one.DossierId == id).OrderBy(one => one.Key).ToListAsync();
        return [.. sections.Select(one => (one.Key, one.Answers.ToJson().ToJsonString()))];
    }

    private async Task<Account> JoinAsync(Dossier dossier, MemberRole role)
    {
        var person = await Stage.PersonAsync();
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlAsync(
            $"insert into dossier_members (dossier_id, person, role) values ({dossier.Id.Value}, {person.Id}, {role.ToString()})"
        );
        return person;
    }

    /// <summary>Stores nothing, and lets something else happen while it would.</summary>
    private sealed class SlowStore(Func<Task> meanwhile) : IFileStore
    {
        public async Task<StoredFile> WriteAsync(AttachmentId id, Stream content, CancellationToken cancellation)
        {
            await meanwhile();
            return new StoredFile(id, content.Length, new string('0', 64));
        }

        public Task<Stream> OpenAsync(AttachmentId id, CancellationToken cancellation) =>
            throw new FileNotFoundException();

        public Task DeleteAsync(AttachmentId id, CancellationToken cancellation) => Task.CompletedTask;
    }
}
