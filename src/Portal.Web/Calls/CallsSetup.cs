using Portal.Infrastructure.Seeds;

namespace Portal.Web.Calls;

internal static class CallsSetup
{
    public static void AddPortalCalls(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(_ => Programme.Read(Commands.Seeds(configuration)));
}
