using Portal.Infrastructure.Reviews;

namespace Portal.Web.Reviews;

internal static class PanelSetup
{
    /// <summary>Experts: invited, joining, reviewing.</summary>
    public static void AddPortalPanel(this IServiceCollection services)
    {
        services.AddScoped<Invitations>();
        services.AddScoped<PanelPages>();
        services.AddScoped<ReviewReading>();
        services.AddScoped<DiscussionReading>();
        services.AddScoped<SynthesisReading>();
    }
}
