namespace Portal.Web.Decisions.OpenData;

internal static class OpenDataSetup
{
    public static void AddPortalOpenData(this IServiceCollection services)
    {
        services.AddScoped<Editions>();
        services.AddScoped<WinnersCsv>();
        services.AddScoped<SubventionsCsv>();
    }
}
