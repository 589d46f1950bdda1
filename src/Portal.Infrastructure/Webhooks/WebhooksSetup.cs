using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Webhooks;

public static class WebhooksSetup
{
    /// <summary>Telling and sending; the one client that connects where people say, and so to the internet alone.</summary>
    public static void AddPortalWebhooks(
        this IServiceCollection services,
        IConfiguration configuration,
        bool isDevelopment
    )
    {
        var settings = WebhookSettings.Read(configuration, isDevelopment);
        services.AddSingleton(settings);
        services
            .AddHttpClient<PostMessage>(Prepare)
            .ConfigurePrimaryHttpMessageHandler(() => OutsideConnections.Of(settings).Handler())
            // Addresses may hold secrets.
            .RemoveAllLoggers();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookPayloads>();
        services.AddScoped<AddWebhook>();
        services.AddScoped<RemoveWebhook>();
        services.AddScoped<SendTest>();
        services.AddScoped<TellWebhooks>();
        services.AddScoped<DeliverInTurn>();
        services.AddScoped<DeliverWebhooks>();
    }

    public static void Prepare(HttpClient http)
    {
        // A try has a patience of its own.
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.UserAgent.ParseAdd("calls-portal");
    }
}
