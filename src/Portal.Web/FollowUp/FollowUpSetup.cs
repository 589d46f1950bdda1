using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Web.FollowUp.Agreements;

namespace Portal.Web.FollowUp;

internal static class FollowUpSetup
{
    /// <summary>The life of a project after its decision.</summary>
    public static void AddPortalFollowUp(this IServiceCollection services)
    {
        services.AddScoped<ProjectReading>();
        services.AddScoped<ProjectDesk>();
        services.AddScoped<ProjectFiles>();
        services.AddScoped<AgreementDesk>();
        services.AddScoped<AgreementReading>();
        services.AddSingleton<AgreementText>();
        services.AddSingleton<AgreementDocument>();
    }
}
