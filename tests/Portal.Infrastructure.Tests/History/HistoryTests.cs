using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.History;

[TestFixture, NonParallelizable]
internal sealed class HistoryTests : OnDatabase
{
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
                "delete from history_links",
                "update history_links set hash = ''",
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
    public async Task Sealed_entries_form_one_chain_and_a_later_change_is_found()
    {
        await Stage.DraftAsync(await Stage.PersonAsync());
        await SealAsync();
        await using var db = Database.OpenAsOwner();
        var whole = await VerifyHistory.RunAsync(db);
        Assert.That((whole.Break, whole.Unsealed), Is.EqualTo(((string?)null, 0L)));
        Assert.That(whole.Checked, Is.GreaterThan(5));

        // An owner who switches the guard off can change a row, and is found out.
        await db.Database.ExecuteSqlRawAsync(
            "alter table history disable trigger all; update history set data = data || ' ' where id = (select min(id) + 2 from history); alter table history enable trigger all"
        );
        var broken = await VerifyHistory.RunAsync(db);
        Assert.That(broken.Break, Does.Contain("was changed"));
        await db.Database.ExecuteSqlRawAsync(
            "alter table history disable trigger all; update history set data = rtrim(data) where id = (select min(id) + 2 from history); alter table history enable trigger all"
        );
        Assert.That((await VerifyHistory.RunAsync(db)).Break, Is.Null);
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
            await quick.HistoryLinks.AnyAsync(link => link.EntryId == quick.History.Max(entry => entry.Id)),
            Is.False,
            "an older transaction still runs"
        );

        await running.CommitAsync();
        await SealAsync();
        var check = await VerifyHistory.RunAsync(quick);
        Assert.That((check.Break, check.Unsealed), Is.EqualTo(((string?)null, 0L)));
    }

    private async Task SealAsync()
    {
        await using var db = Database.Open();
        await new SealHistory(db, NullLogger<SealHistory>.Instance).RunAsync(CancellationToken.None);
    }
}
