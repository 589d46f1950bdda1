namespace Portal.Web.Organisations;

internal static class OrganisationPagesSetup
{
    public static void AddPortalOrganisationPages(this IServiceCollection services) => services.AddScoped<Cards>();
}
