using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Programme;

public static class ProgrammeSetup
{
    /// <summary>The words that all calls share: each request reads those that hold when it begins.</summary>
    public static void AddPortalProgramme(this IServiceCollection services)
    {
        services.AddSingleton<ProgrammeCache>();
        services.AddHostedService<ProgrammeRefresher>();
        services.AddScoped(provider => provider.GetRequiredService<ProgrammeCache>().Terms);
    }
}
