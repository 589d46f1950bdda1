using Npgsql;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Seeds;

namespace Portal.Testing;

/// <summary>A database of a fixture's own, copied from a template that is made once a run.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly SemaphoreSlim Copying = new(1);
    private static readonly Lazy<Task<string>> WithCalls = new(MakeCallsAsync);
    private static readonly Lazy<Task<string>> WithDemonstration = new(MakeDemonstrationAsync);

    private readonly string _name;

    private TestDatabase(string name, string owner, string application) =>
        (_name, Owner, Application) = (name, owner, application);

    /// <summary>The connection of the schema's owner.</summary>
    public string Owner { get; }

    /// <summary>The connection of the application's role.</summary>
    public string Application { get; }

    /// <summary>The seeds' calls on the demo's day, and nobody yet.</summary>
    public static async Task<TestDatabase> CreateAsync() => await CopyAsync(await WithCalls.Value);

    /// <summary>The whole demonstration: people, dossiers, a published wave and one under embargo.</summary>
    public static async Task<TestDatabase> CreateDemonstrationAsync() => await CopyAsync(await WithDemonstration.Value);

    public PortalDbContext Open() => PortalDatabase.Open(Application);

    public PortalDbContext OpenAsOwner() => PortalDatabase.Open(Owner);

    public async Task SetClockAsync(DateTimeOffset moment)
    {
        await using var db = Open();
        await DemoTime.SetAsync(db, moment);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(Owner));
        NpgsqlConnection.ClearPool(new NpgsqlConnection(Application));
        await PostgresServer.ExecuteAsync($"drop database if exists {_name} with (force)");
    }

    private static async Task<TestDatabase> CopyAsync(string template)
    {
        var name = $"portal_{Guid.NewGuid():N}";
        await Copying.WaitAsync();
        try
        {
            await PostgresServer.ExecuteAsync($"create database {name} template {template}");
        }
        finally
        {
            Copying.Release();
        }
        return new TestDatabase(
            name,
            await PostgresServer.OwnerOfAsync(name),
            await PostgresServer.ApplicationOfAsync(name)
        );
    }

    private static async Task<string> MakeCallsAsync()
    {
        const string name = "template_calls";
        var owner = await PostgresServer.OwnerOfAsync(name);
        await Migrator.MigrateAsync(owner);
        await using (var db = PortalDatabase.Open(owner))
        {
            await DemoTime.StartAsync(db);
            await Seeder.ApplyAsync(db, Repository.Seeds);
        }
        await ReleaseAsync(name);
        return name;
    }

    private static async Task<string> MakeDemonstrationAsync()
    {
        const string name = "template_demonstration";
        await PostgresServer.ExecuteAsync($"create database {name} template {await WithCalls.Value}");
        var database = new TestDatabase(
            name,
            await PostgresServer.OwnerOfAsync(name),
            await PostgresServer.ApplicationOfAsync(name)
        );
        // Starting a host in demo mode fills its database.
        await using (var host = new PortalHost(database))
            _ = host.Server;
        await ReleaseAsync(name);
        return name;
    }

    /// <summary>A database that somebody is connected to can't be copied.</summary>
    private static async Task ReleaseAsync(string name)
    {
        NpgsqlConnection.ClearAllPools();
        await PostgresServer.ExecuteAsync(
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        );
    }
}
