using Portal.Infrastructure.Webhooks;

namespace Portal.Web.Webhooks;

internal static class WebhooksSetup
{
    public static void AddPortalWebhooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddPortalWebhooks(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddScoped<WebhookReading>();
    }
}
