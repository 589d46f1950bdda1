using System.Reflection;
using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Infrastructure.Identity;

namespace Portal.Infrastructure.Persistence;

/// <summary>
/// Brings a database to the present schema, as its owner: creates it where it is missing, applies the migrations,
/// makes the roles, prepares the jobs' schema, then runs the scripts in <c>Sql/</c>, each of which can be run any number of times.
/// </summary>
public static class Migrator
{
    public const string JobsSchema = "hangfire";

    public static async Task MigrateAsync(string ownerConnection, CancellationToken cancellation = default)
    {
        await CreateDatabaseAsync(ownerConnection, cancellation);
        await using (var db = PortalDatabase.Open(ownerConnection))
        {
            await db.Database.MigrateAsync(cancellation);
            await Roles.EnsureAsync(db, cancellation);
        }

        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(cancellation);
        PostgreSqlObjectsInstaller.Install(connection, JobsSchema);
        foreach (var script in Scripts())
        {
            await using var command = new NpgsqlCommand(script, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
        await connection.ReloadTypesAsync(cancellation);
    }

    private static async Task CreateDatabaseAsync(string ownerConnection, CancellationToken cancellation)
    {
        var target = new NpgsqlConnectionStringBuilder(ownerConnection);
        var name = target.Database!;
        target.Database = "postgres";
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var known = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        known.Parameters.Add(new() { Value = name });
        if (await known.ExecuteScalarAsync(cancellation) is not null)
            return;
        // A database's name can't be a parameter; it comes from the operator's own configuration.
        var quoted = new NpgsqlCommandBuilder().QuoteIdentifier(name);
        await using var create = new NpgsqlCommand($"create database {quoted}", connection);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    private static IEnumerable<string> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(IsScript).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }

    private static bool IsScript(string resource) => resource.EndsWith(".sql", StringComparison.Ordinal);
}
