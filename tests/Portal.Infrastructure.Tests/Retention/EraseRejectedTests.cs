using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.Dossiers;
using Portal.Domain.Retention;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Retention;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Tests.Retention;

/// <summary>On the demonstration: a wave of it was decided and told, with winners and others.</summary>
[TestFixture, NonParallelizable]
internal sealed class EraseRejectedTests
{
    private const string Canary = "CANARI-EFFACE";

    private readonly string _folder = Directory.CreateTempSubdirectory("rejected-").FullName;
    private TestDatabase _database = null!;
    private IFileStore _store = null!;
    private DossierId _rejected;
    private DateTimeOffset _end;

    [SetUp]
    public async Task Start()
    {
        var services = new ServiceCollection();
        services.AddPortalStorage(Stage.Settings(("Storage:Path", _folder)));
        _store = services.BuildServiceProvider().GetRequiredService<IFileStore>();
        _database = await TestDatabase.CreateDemonstrationAsync();
        await using var db = _database.Open();
        var now = await db.NowAsync();
        var told = await (
            from decision in db.DecisionsRevealedAt(now)
            join list in db.WinnerLists on decision.ListId equals list.Id
            where decision.Outcome == Outcome.Rejected
            orderby list.PublishAt, decision.Id
            select new { decision.DossierId, list.PublishAt }
        ).FirstAsync();
        (_rejected, _end) = (told.DossierId, AppealPeriod.LodgedBy(told.PublishAt).EndsAt);
        await VisaAsync("2026-114");
    }

    [TearDown]
    public async Task Stop() => await _database.DisposeAsync();

    [OneTimeTearDown]
    public void Clear() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_month_after_the_notice_nothing_of_it_is_left_but_what_counts_and_winners_are_untouched()
    {
        var (figures, winners) = (await FiguresAsync(), await WinnersAsync());
        await PlantAsync();
        await SweepAsync(_end.AddDays(705));
        await SweepAsync(_end.AddDays(733));
        Assert.That(await EventsAsync(), Has.Exactly(1).EqualTo("dossier.filed-erasure-announced"));
        Assert.That((await DossierAsync()).ErasedAt, Is.Null, "its team has thirty days");

        await SweepAsync(_end.AddDays(736));
        Assert.That(await EventsAsync(), Has.Exactly(1).EqualTo("dossier.filed-erased"));
        var left = await DossierAsync();
        Assert.That((left.ErasedAt is null, left.Title), Is.EqualTo((false, left.Number)));
        Assert.That(await FiguresAsync(), Is.EqualTo(figures));
        Assert.That(await WinnersAsync(), Is.EqualTo(winners));
        await using var owner = _database.OpenAsOwner();
        Assert.That(await HitsAsync(owner, Canary), Is.Empty);
        await using var db = _database.Open();
        await new SealHistory(db, NullLogger<SealHistory>.Instance).RunAsync(default);
        Assert.That((await VerifyHistory.RunAsync(db)).Break, Is.Null);
    }

    [Test]
    public async Task Nothing_is_announced_before_the_archives_agreed_nor_what_the_service_keeps()
    {
        await VisaAsync("");
        await SweepAsync(_end.AddDays(705));
        Assert.That(await EventsAsync(), Does.Not.Contain("dossier.filed-erasure-announced"));
        await VisaAsync("2026-114");
        await using (var db = _database.Open())
        {
            (await db.Dossiers.SingleAsync(one => one.Id == _rejected)).KeepFiled(PersonId.New(), await db.NowAsync());
            await db.SaveChangesAsync();
        }
        await SweepAsync(_end.AddDays(740));
        Assert.That(await EventsAsync(), Does.Not.Contain("dossier.filed-erasure-announced"));
        await SweepAsync(_end.AddDays(705 + 701));
        Assert.That(await EventsAsync(), Does.Contain("dossier.filed-erasure-announced"));
    }

    [Test]
    public async Task A_call_s_own_time_and_an_appeal_put_it_off()
    {
        await using (var db = _database.Open())
        {
            var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == _rejected);
            var own = CallRetention.Of(dossier.CallId, RetainedKind.RejectedDossier);
            own.Set(1000, PersonId.New(), _end);
            var decision = await db.Decisions.SingleAsync(one => one.DossierId == _rejected);
            var told = await db
                .WinnerLists.Where(one => one.Id == decision.ListId)
                .Select(one => one.PublishAt)
                .SingleAsync();
            db.AddRange(
                own,
                Appeal.Lodge(dossier, decision, told, [], "Je conteste.", dossier.Coordinator, _end.AddDays(-1))
            );
            await db.SaveChangesAsync();
        }
        await SweepAsync(_end.AddDays(975));
        Assert.That(
            await EventsAsync(),
            Does.Not.Contain("dossier.filed-erasure-announced"),
            "silence, then the court"
        );
        await SweepAsync(_end.AddDays(975 + 125));
        Assert.That(await EventsAsync(), Does.Contain("dossier.filed-erasure-announced"));
    }

    [Test]
    public async Task The_database_erases_no_winner_and_nothing_that_nobody_was_told_of()
    {
        await _database.SetClockAsync(_end.AddDays(1000));
        await using var db = _database.Open();
        var winner = await db
            .Winners.Where(one => one.DossierId != null)
            .Select(one => one.DossierId!.Value)
            .FirstAsync();
        await db.Database.ExecuteSqlAsync(
            $"update dossiers set erasure_announced_at = portal_now() - interval '40 days' where id = {winner.Value}"
        );
        foreach (var id in new[] { winner, _rejected })
            Assert.That(
                () => db.Database.ExecuteSqlAsync($"select erase_filed({id.Value}, '{{}}'::text[])"),
                Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("42501")
            );
    }

    private async Task SweepAsync(DateTimeOffset at)
    {
        await _database.SetClockAsync(at);
        await using var db = _database.Open();
        var rules = new RetentionRules(db);
        await new EraseRejected(db, new HeldRejected(db, rules), _store, Stage.OneByOneOn(db)).RunAsync(default);
    }

    private async Task VisaAsync(string reference)
    {
        await using var db = _database.Open();
        var rule = await db.RetentionRules.SingleOrDefaultAsync(one => one.Kind == RetainedKind.RejectedDossier);
        if (rule is null)
            db.RetentionRules.Add(rule = RetentionRule.DefaultOf(RetainedKind.RejectedDossier));
        rule.NoteVisa(reference, PersonId.New(), await db.NowAsync());
        await db.SaveChangesAsync();
    }

    private async Task<Dossier> DossierAsync()
    {
        await using var db = _database.Open();
        return await db.Dossiers.AsNoTracking().SingleAsync(one => one.Id == _rejected);
    }

    private async Task<List<string>> EventsAsync()
    {
        await using var db = _database.Open();
        return await db
            .History.Where(entry => entry.SubjectId == _rejected.Value)
            .Select(entry => entry.Name)
            .ToListAsync();
    }

    /// <summary>Number, wave, state, outcome, region and amounts of all that was filed, with the scores that it got.</summary>
    private async Task<List<string>> FiguresAsync()
    {
        await using var db = _database.Open();
        var dossiers = await db
            .Dossiers.AsNoTracking()
            .Include(one => one.Filings)
            .Where(one => one.FiledAt != null)
            .ToListAsync();
        var outcomes = await db
            .Decisions.AsNoTracking()
            .ToDictionaryAsync(one => one.Id, one => (one.DossierId, one.Outcome));
        var scores = await db.Reviews.AsNoTracking().Select(one => new { one.DossierId, one.Score }).ToListAsync();
        return
        [
            .. dossiers
                .OrderBy(one => one.Number, StringComparer.Ordinal)
                .Select(one =>
                {
                    var filed = one.CurrentFiling!.Answers;
                    return string.Join(
                        ';',
                        [
                            $"{one.Number} {one.WaveId.Value} {one.State} {one.FiledAt:O}",
                            .. new[] { CommonFields.Region, CommonFields.AidRequested, CommonFields.TotalCost }.Select(
                                filed.Text
                            ),
                            .. outcomes.Values.Where(two => two.DossierId == one.Id).Select(two => $"{two.Outcome}"),
                            .. scores
                                .Where(two => two.DossierId == one.Id)
                                .Select(two => $"{two.Score}")
                                .Order(StringComparer.Ordinal),
                        ]
                    );
                }),
        ];
    }

    private async Task<List<string>> WinnersAsync()
    {
        await using var db = _database.Open();
        return await (
            from winner in db.Winners
            join filing in db.Filings on winner.DossierId equals filing.DossierId
            orderby winner.Number, filing.Version
            select $"{winner.Number} {winner.Title} {filing.Sha256} {filing.CanonicalCopy}"
        ).ToListAsync();
    }

    /// <summary>Puts a word into all that the dossier says, and that was said of it.</summary>
    private async Task PlantAsync()
    {
        await using var owner = _database.OpenAsOwner();
        await owner.Database.ExecuteSqlAsync(
            $$"""
            update dossiers set title = {{Canary}} where id = {{_rejected.Value}};
            update filings set title = {{Canary}}, lead = {{Canary}}, canonical_copy = {{Canary}},
                answers = answers || jsonb_build_object('summary', {{Canary}}::text) where dossier_id = {{_rejected.Value}};
            update dossier_sections set answers = answers || jsonb_build_object('summary', {{Canary}}::text)
                where dossier_id = {{_rejected.Value}};
            update decisions set reason = {{Canary}}, conditions = {{Canary}} where dossier_id = {{_rejected.Value}};
            update reviews set sheet = sheet || jsonb_build_object('toCarrier', {{Canary}}::text, 'toPanel', {{Canary}}::text)
                where dossier_id = {{_rejected.Value}};
            insert into messages (id, dossier_id, "from", text, written_by, written_at)
                select gen_random_uuid(), id, 'Carrier', {{Canary}}, carrier, portal_now() from dossiers
                where id = {{_rejected.Value}};
            """
        );
    }

    /// <summary>The tables in which a text stands, wherever in a row.</summary>
    private static async Task<List<string>> HitsAsync(PortalDbContext owner, string word)
    {
        var tables = await owner
            .Database.SqlQuery<string>(
                $"""select tablename::text as "Value" from pg_tables where schemaname = 'public' order by 1"""
            )
            .ToListAsync();
        var hits = new List<string>();
        foreach (var table in tables)
        {
            var sql = $$"""select count(*)::int as "Value" from "{{table}}" one where strpos(one::text, {0}) > 0""";
            if (await owner.Database.SqlQueryRaw<int>(sql, word).SingleAsync() > 0)
                hits.Add(table);
        }
        return hits;
    }
}
