using System.Diagnostics;

namespace Portal.Web.Tests.Pages;

/// <summary>No page asks the database more often because there is more to show.</summary>
[TestFixture, NonParallelizable]
internal sealed class StatementCountTests : OnPortal
{
    private const int Most = 24;

    [Test]
    public async Task No_page_asks_more_often_when_there_is_more_to_show()
    {
        await using var db = Database.OpenAsOwner();
        var wave = await db.Waves.SingleAsync(one =>
            db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
        );
        var entrepots = await db.Waves.SingleAsync(one =>
            one.Number == 2 && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "entrepots-donnees")
        );
        var camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        var draft = await db
            .Dossiers.Where(one => one.Carrier == camille.Person && one.FiledAt == null)
            .Select(one => one.Id)
            .FirstAsync();
        var pages = new (string Who, string Path)[]
        {
            ("Camille", "/"),
            ("Camille", "/calls"),
            ("Camille", "/calls/tiers-lieux"),
            ("Camille", "/winners"),
            ("Camille", "/calls/tiers-lieux/waves/1/winners"),
            ("Camille", "/dossiers"),
            ("Camille", $"/dossiers/{draft.Value}"),
            ("Camille", $"/dossiers/{draft.Value}/check"),
            ("Camille", $"/dossiers/{draft.Value}/sections/project"),
            ("Emma", "/reviews"),
            ("Olivier", "/staff"),
            ("Olivier", $"/staff/waves/{wave.Id.Value}"),
            ("Olivier", $"/staff/waves/{wave.Id.Value}/dossiers"),
            ("Olivier", $"/staff/waves/{wave.Id.Value}/dossiers.csv"),
            ("Olivier", $"/staff/waves/{entrepots.Id.Value}/ranking"),
            ("Olivier", $"/staff/waves/{entrepots.Id.Value}/experts"),
            ("Alice", "/admin/people"),
            ("Alice", "/admin/history"),
            ("Alice", "/admin/mails"),
            ("Camille", "/api/v1/calls"),
            ("Camille", "/api/v1/winners"),
        };
        var before = await CountAllAsync(pages);
        var stage = new Stage(Database);
        for (var number = 0; number < 8; number++)
        {
            var dossier = await stage.DraftAsync(camille);
            if (number % 2 == 0)
                await stage.FileAsync(dossier, camille);
        }
        var after = await CountAllAsync(pages);

        Assert.Multiple(() =>
        {
            foreach (var ((who, path), was, now) in pages.Zip(before, after))
            {
                Assert.That(now, Is.EqualTo(was), $"{path} as {who}");
                Assert.That(now, Is.LessThanOrEqualTo(Most), $"{path} as {who}");
            }
        });
    }

    private async Task<List<int>> CountAllAsync((string Who, string Path)[] pages)
    {
        var people = new Dictionary<string, Visitor>(StringComparer.Ordinal);
        var counts = new List<int>();
        foreach (var (who, path) in pages)
        {
            if (!people.TryGetValue(who, out var visitor))
                people[who] = visitor = await Host.SignInAsync(who);
            await visitor.GetAsync(path);
            // The least of three: now and then a session's stamp is checked on top.
            var tries = new List<int>();
            for (var attempt = 0; attempt < 3; attempt++)
                tries.Add(
                    await CountAsync(async () =>
                        Assert.That((await visitor.GetAsync(path)).Code, Is.EqualTo(200), path)
                    )
                );
            counts.Add(tries.Min());
        }
        foreach (var visitor in people.Values)
            visitor.Dispose();
        return counts;
    }

    /// <summary>The statements on this fixture's database, but for the clock's own reading every second.</summary>
    private async Task<int> CountAsync(Func<Task> act)
    {
        var count = 0;
        var name = new Npgsql.NpgsqlConnectionStringBuilder(Database.Application).Database;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                var statement =
                    activity.GetTagItem("db.query.text") as string ?? activity.GetTagItem("db.statement") as string;
                if (
                    statement is not null
                    && !statement.StartsWith("select portal_now()", StringComparison.Ordinal)
                    && Equals(activity.GetTagItem("db.namespace") ?? activity.GetTagItem("db.name"), name)
                )
                    Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await act();
        Assert.That(count, Is.GreaterThan(0), "statements are seen at all");
        return count;
    }
}
