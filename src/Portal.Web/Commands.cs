using Portal.Infrastructure.Persistence;

namespace Portal.Web;

/// <summary>What the binary does beside serving: <c>Portal.Web migrate</c> and the like, as the schema's owner.</summary>
internal static class Commands
{
    /// <summary>Runs the command named on the command line.</summary>
    /// <returns>The exit code; null where no command is named and the portal is to serve.</returns>
    public static async Task<int?> RunAsync(string[] args, IConfiguration configuration)
    {
        switch (args.FirstOrDefault())
        {
            case "migrate":
                await Migrator.MigrateAsync(Owner(configuration));
                return 0;
            default:
                return null;
        }
    }

    private static string Owner(IConfiguration configuration) =>
        configuration.GetConnectionString(PortalDatabase.OwnerConnection)
        ?? throw new InvalidOperationException($"ConnectionStrings:{PortalDatabase.OwnerConnection} is not set.");
}
