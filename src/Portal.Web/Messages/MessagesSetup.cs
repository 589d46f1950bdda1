using Portal.Infrastructure.Messages;

namespace Portal.Web.Messages;

internal static class MessagesSetup
{
    /// <summary>What carriers and staff write to each other.</summary>
    public static void AddPortalMessages(this IServiceCollection services)
    {
        services.AddScoped<Correspondence>();
        services.AddScoped<ReadThread>();
    }
}
