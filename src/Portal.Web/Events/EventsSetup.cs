namespace Portal.Web.Events;

internal static class EventsSetup
{
    public static void AddPortalEvents(this IServiceCollection services)
    {
        services.AddScoped<EventFigureReading>();
        services.AddScoped<EventLinks>();
    }
}
