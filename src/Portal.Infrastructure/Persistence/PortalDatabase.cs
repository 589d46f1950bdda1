using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Infrastructure.History;

namespace Portal.Infrastructure.Persistence;

public static class PortalDatabase
{
    /// <summary>The connection of the application's role, which can't touch the history once it is written.</summary>
    public const string Connection = "Portal";

    /// <summary>The connection of the schema's owner, used to migrate and to seed.</summary>
    public const string OwnerConnection = "Owner";

    public static void AddPortalDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var connection =
            configuration.GetConnectionString(Connection)
            ?? throw new InvalidOperationException($"ConnectionStrings:{Connection} is not set.");
        services.Configure<IdentityOptions>(UsePasskeySchema);
        services.AddDbContextPool<PortalDbContext>(options => Configure(options, Tuned(connection)));
        services.AddSingleton<PortalClock>();
        services.AddHostedService<PortalClockRefresher>();
    }

    /// <summary>A context outside the host: for migrations and commands.</summary>
    public static PortalDbContext Open(string connection)
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>();
        Configure(options, connection);
        options.UseApplicationServiceProvider(
            new ServiceCollection().Configure<IdentityOptions>(UsePasskeySchema).BuildServiceProvider()
        );
        return new PortalDbContext(options.Options);
    }

    /// <summary>
    /// Statements that come again are prepared, so that PostgreSQL parses and plans them once a connection; and since
    /// nothing here leaves a trace in its session, a connection isn't cleaned each time that it goes back to the pool.
    /// </summary>
    private static string Tuned(string connection) =>
        new NpgsqlConnectionStringBuilder(connection)
        {
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        }.ConnectionString;

    private static void Configure(DbContextOptionsBuilder options, string connection)
    {
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new IdTranslation.Extension());
        options
            .UseNpgsql(connection)
            .UseSnakeCaseNamingConvention()
            .UseOpenIddict<Guid>()
            .AddInterceptors(HistoryWriter.Instance);
    }

    // The tables of passkeys are part of the model from the third version on.
    private static void UsePasskeySchema(IdentityOptions options) =>
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
}
