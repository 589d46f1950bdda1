using System.Diagnostics;

namespace Portal.Web.Tests.Pages;

/// <summary>Counts the statements of requests on a database: the clock's own reading, every second, belongs to none.</summary>
internal static class StatementCounter
{
    public static async Task<int> CountAsync(TestDatabase database, Func<Task> act)
    {
        var count = 0;
        var name = new Npgsql.NpgsqlConnectionStringBuilder(database.Application).Database;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                var statement =
                    activity.GetTagItem("db.query.text") as string ?? activity.GetTagItem("db.statement") as string;
                if (
                    statement is not null
                    && activity.Parent is not null
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
