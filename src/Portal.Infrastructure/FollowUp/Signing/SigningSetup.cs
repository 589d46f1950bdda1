using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.FollowUp.Signing;

public static class SigningSetup
{
    /// <summary>Electronic signatures, where a provider is configured; without one, signed copies are brought.</summary>
    public static void AddPortalSigning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ElectronicSignatures>();
        services.AddScoped<FollowSignatures>();
        if (SignatureSettings.Read(configuration) is not { } settings)
            return;
        services.AddSingleton(settings);
        services
            .AddHttpClient<SignatureProvider>(http =>
            {
                // An answer has a patience of its own.
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.MaxResponseContentBufferSize = SignatureProvider.MaxAnswer;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("calls-portal");
            })
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    UseProxy = false,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                    MaxConnectionsPerServer = 8,
                }
            )
            // Addresses hold references.
            .RemoveAllLoggers();
    }
}
