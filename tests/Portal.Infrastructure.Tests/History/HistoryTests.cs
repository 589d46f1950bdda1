using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.History;

[TestFixture, NonParallelizable]
internal sealed class HistoryTests : OnDatabase
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task What_an_act_tells_is_in_the_history_with_it()
    {
        var dossier = await Stage.DraftAsync(await Stage.PersonAsync());
        await using var db = Database.Open();
        var names = await db
            .History.Where(entry => entry.SubjectId == dossier.Id.Value)
            .Select(entry => entry.Name)
            .ToListAsync();
        Assert.That(names, Does.Contain("dossier.started").And.Contain("dossier.section-saved"));
    }

    [Test]
    public async Task The_applications_role_can_neither_change_nor_delete_an_entry()
    {
        await using var db = Database.Open();
        foreach (
            var attempt in new[]
            {
                "update history set name = 'x'",
                "delete from history",
                "truncate history cascade",
                "insert into history (name, subject_kind, subject_id, at, data, recorded_at) select name, subject_kind, subject_id, at, data, at from history limit 1",
                "insert into history (name, subject_kind, subject_id, at, data, transaction) select name, subject_kind, subject_id, at, data, 5 from history limit 1",
                "delete from history_seals",
                "update history_seals set hash = ''",
                "update history_epoch set base = 0",
            }
        )
        {
            var refused = Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(attempt), attempt);
            Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), attempt);
        }
    }

    [Test]
    public async Task Not_even_the_owner_changes_an_entry_by_mistake()
    {
        await using var db = Database.OpenAsOwner();
        Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync("update history set name = 'x'"));
    }

    [Test]
    public async Task Sealed_entries_form_one_chain()
    {
        await Stage.DraftAsync(await Stage.PersonAsync());
        await SealAllAsync(Database);
        await using var db = Database.Open();
        var whole = await VerifyHistory.RunAsync(db);
        Assert.That((whole.Break, whole.Unsealed), Is.EqualTo(((string?)null, 0L)));
        Assert.That(whole.Checked, Is.EqualTo(await db.History.LongCountAsync()).And.GreaterThan(5));
    }

    /// <summary>An owner who switches the guard off can do all of this, and is found out.</summary>
    [TestCase("update history set data = data || ' ' where id = (select min(id) + 2 from history)")]
    [TestCase("update history set at = at - interval '1 second' where id = (select max(id) from history)")]
    [TestCase("delete from history where id = (select min(id) + 2 from history)")]
    [TestCase(
        "insert into history (name, subject_kind, subject_id, at, data, transaction) select name, subject_kind, subject_id, at, data, transaction from history limit 1"
    )]
    [TestCase(
        "update history_seals set hash = repeat('0', 64) where position = (select max(position) from history_seals)"
    )]
    [TestCase("delete from history_seals where position = 1")]
    public async Task Whatever_is_done_to_what_is_sealed_is_found(string deed)
    {
        await using var own = await TestDatabase.CreateAsync();
        for (var round = 0; round < 2; round++)
        {
            await new Stage(own).DraftAsync(await new Stage(own).PersonAsync());
            await SealAllAsync(own);
        }
        await using var db = own.OpenAsOwner();
        Assert.That((await VerifyHistory.RunAsync(db)).Break, Is.Null);
        await db.Database.ExecuteSqlRawAsync("alter table history disable trigger all");
        await db.Database.ExecuteSqlRawAsync("alter table history_seals disable trigger all");
        await db.Database.ExecuteSqlRawAsync(deed);
        Assert.That((await VerifyHistory.RunAsync(db)).Break, Is.Not.Null);
    }

    [Test]
    public async Task An_end_that_was_cut_off_is_found_by_the_head_that_was_kept()
    {
        await using var own = await TestDatabase.CreateAsync();
        for (var round = 0; round < 2; round++)
        {
            await new Stage(own).DraftAsync(await new Stage(own).PersonAsync());
            await SealAllAsync(own);
        }
        await using var db = own.OpenAsOwner();
        var kept = (await VerifyHistory.RunAsync(db)).Head;
        await new Stage(own).DraftAsync(await new Stage(own).PersonAsync());
        await SealAllAsync(own);
        Assert.That((await VerifyHistory.RunAsync(db, kept)).Break, Is.Null, "it went on since");

        await db.Database.ExecuteSqlRawAsync("alter table history disable trigger all");
        await db.Database.ExecuteSqlRawAsync("alter table history_seals disable trigger all");
        await db.Database.ExecuteSqlRawAsync("delete from history_seals where position > 1");
        await db.Database.ExecuteSqlRawAsync(
            "delete from history where id > (select max(entry_id) from history_seals)"
        );
        Assert.That((await VerifyHistory.RunAsync(db)).Break, Is.Null, "alone it looks whole");
        Assert.That((await VerifyHistory.RunAsync(db, kept)).Break, Does.Contain(kept));
    }

    [Test]
    public async Task A_backup_restored_on_a_server_that_counts_anew_goes_on_with_the_same_chain()
    {
        await using var restored = await TestDatabase.CreateAsync();
        await using var db = restored.OpenAsOwner();
        await db.Database.ExecuteSqlRawAsync("update history_epoch set base = 1000000");
        await new Stage(restored).DraftAsync(await new Stage(restored).PersonAsync());
        await SealAllAsync(restored);

        await db.Database.ExecuteSqlRawAsync("update history_epoch set base = 0");
        await Migrator.MigrateAsync(restored.Owner);
        await new Stage(restored).DraftAsync(await new Stage(restored).PersonAsync());
        await SealAllAsync(restored);
        var check = await VerifyHistory.RunAsync(db);
        Assert.That((check.Break, check.Unsealed), Is.EqualTo(((string?)null, 0L)));
    }

    [Test]
    public async Task Two_that_seal_at_once_make_one_chain()
    {
        for (var round = 0; round < 3; round++)
        {
            await Stage.DraftAsync(await Stage.PersonAsync());
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SealAsync()));
        }
        await using var db = Database.Open();
        Assert.That((await VerifyHistory.RunAsync(db)).Break, Is.Null);
    }

    [Test]
    public async Task Saves_do_not_wait_for_each_other_and_sealing_waits_for_none_of_them()
    {
        await using var slow = Database.Open();
        await using var running = await slow.Database.BeginTransactionAsync();
        slow.History.Add(HistoryEntry.Of(new Domain.Calls.CallPublished(CallId.New(), By: null, DemoTime.Start)));
        await slow.SaveChangesAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var quick = Database.Open();
        quick.History.Add(HistoryEntry.Of(new Domain.Calls.CallPublished(CallId.New(), By: null, DemoTime.Start)));
        await quick.SaveChangesAsync(patience.Token);
        await SealAsync();
        Assert.That(
            (await VerifyHistory.RunAsync(quick)).Unsealed,
            Is.GreaterThanOrEqualTo(1),
            "an older transaction still runs"
        );

        await running.CommitAsync();
        await SealAllAsync(Database);
        var check = await VerifyHistory.RunAsync(quick);
        Assert.That((check.Break, check.Unsealed), Is.EqualTo(((string?)null, 0L)));
    }

    /// <summary>
    /// Seals until nothing is left. An entry waits for every older transaction of the server, another fixture's or
    /// the server's own among them; these end soon.
    /// </summary>
    private static async Task SealAllAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var waited = System.Diagnostics.Stopwatch.StartNew();
        for (; ; )
        {
            await SealAsync(database);
            if ((await VerifyHistory.RunAsync(db)).Unsealed == 0)
                return;
            if (waited.Elapsed > Patience)
                Assert.Fail($"Entries stayed unsealed for {Patience}.");
            await Task.Delay(100);
        }
    }

    private Task SealAsync() => SealAsync(Database);

    private static async Task SealAsync(TestDatabase database)
    {
        await using var db = database.Open();
        await new SealHistory(db, NullLogger<SealHistory>.Instance).RunAsync(CancellationToken.None);
    }
}
