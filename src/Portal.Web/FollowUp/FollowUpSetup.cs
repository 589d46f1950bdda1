using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.FollowUp.Changes;
using Portal.Infrastructure.FollowUp.Payments;
using Portal.Infrastructure.FollowUp.Signing;
using Portal.Web.FollowUp.Agreements;
using Portal.Web.FollowUp.Changes;
using Portal.Web.FollowUp.Payments;
using Portal.Web.FollowUp.Portfolio;

namespace Portal.Web.FollowUp;

internal static class FollowUpSetup
{
    /// <summary>The life of a project after its decision.</summary>
    public static void AddPortalFollowUp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ProjectReading>();
        services.AddScoped<ProjectDesk>();
        services.AddScoped<ProjectFiles>();
        services.AddScoped<AgreementDesk>();
        services.AddScoped<AgreementReading>();
        services.AddSingleton<AgreementText>();
        services.AddSingleton<AgreementDocument>();
        services.AddPortalSigning(configuration);
        services.AddScoped<PaymentDesk>();
        services.AddScoped<RecoveryDesk>();
        services.AddScoped<PaymentReading>();
        services.AddScoped<ChangeDesk>();
        services.AddScoped<ChangeReading>();
        services.AddScoped<PortfolioReading>();
    }
}
