namespace Portal.Web.Cohorts;

internal static class CohortsSetup
{
    public static void AddPortalCohorts(this IServiceCollection services) => services.AddScoped<CohortReading>();
}
