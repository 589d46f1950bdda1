using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Waves;

namespace Portal.Web.Calls;

internal static class CallsSetup
{
    public static void AddPortalCalls(this IServiceCollection services)
    {
        services.AddPortalProgramme();
        services.AddScoped<MakeCall>();
        services.AddScoped<ChangeCalendar>();
        services.AddScoped<EntrustCall>();
    }
}
