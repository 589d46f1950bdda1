using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Organisations;

public static class OrganisationsSetup
{
    /// <summary>Looking up establishments: in the public directory, or in the sample of a demonstration.</summary>
    public static void AddPortalOrganisations(this IServiceCollection services, IConfiguration configuration)
    {
        if (DirectorySettings.IsSample(configuration))
            services.AddSingleton<ICompanyDirectory>(_ => new SampleCompanyDirectory(
                Path.Combine(configuration["Portal:Seeds"] ?? "seeds", "organisations.json")
            ));
        else
            services.AddPublicDirectory(DirectorySettings.Read(configuration));
        services.AddScoped<KnownOrganisations>();
        services.AddScoped<LookUpOrganisation>();
        services.AddScoped<LookUpQueued>();
        services.AddScoped<OwnOrganisations>();
    }

    private static void AddPublicDirectory(this IServiceCollection services, DirectorySettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(_ => new DirectoryGate(settings.PerSecond, TimeProvider.System));
        services
            .AddHttpClient<ICompanyDirectory, PublicCompanyDirectory>(http => Prepare(http, settings))
            .ConfigurePrimaryHttpMessageHandler(Handler);
    }

    public static void Prepare(HttpClient http, DirectorySettings settings)
    {
        http.Timeout = settings.Patience;
        http.MaxResponseContentBufferSize = PublicCompanyDirectory.MaxAnswer;
        http.DefaultRequestHeaders.UserAgent.ParseAdd("calls-portal");
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    /// <summary>One address, asked directly: no redirect leads elsewhere, no cookie is kept.</summary>
    public static SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 8,
        };
}
