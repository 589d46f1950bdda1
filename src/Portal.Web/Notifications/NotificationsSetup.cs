using Portal.Infrastructure.Notifications.Bounces;
using Portal.Web.Notifications.MailTexts;

namespace Portal.Web.Notifications;

internal static class NotificationsSetup
{
    /// <summary>How people have their mails, what these say, and who reports that one did not arrive.</summary>
    public static void AddPortalNotifications(this IServiceCollection services)
    {
        services.AddSingleton<MailSamples>();
        services.AddSingleton<IBounceReports, ProviderReports>();
        services.AddSingleton<IBounceReports, DeliveryStatusReports>();
        services.AddScoped<NoteBounces>();
    }
}
