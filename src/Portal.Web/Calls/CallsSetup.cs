using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Waves;
using Portal.Web.Calls.Feeds;

namespace Portal.Web.Calls;

internal static class CallsSetup
{
    public static void AddPortalCalls(this IServiceCollection services)
    {
        services.AddPortalProgramme();
        services.AddScoped<MakeCall>();
        services.AddScoped<ChangeCalendar>();
        services.AddScoped<PreviewDates>();
        services.AddScoped<EntrustCall>();
        services.AddScoped<CallStructure>();
        services.AddScoped<Subscribe>();
        services.AddScoped<AtomFeed>();
        services.AddScoped<CallCalendar>();
    }
}
