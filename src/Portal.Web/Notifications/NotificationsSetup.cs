using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Bounces;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Web.Notifications.MailTexts;

namespace Portal.Web.Notifications;

internal static class NotificationsSetup
{
    /// <summary>How people have their mails, what these say, what was sent and will be, and who reports that one did not arrive.</summary>
    public static void AddPortalNotifications(this IServiceCollection services)
    {
        services.AddSingleton<MailSamples>();
        services.AddSingleton<IBounceReports, ProviderReports>();
        services.AddSingleton<IBounceReports, DeliveryStatusReports>();
        services.AddSingleton<ShowMail>();
        services.AddSingleton<SampleReminder>();
        services.AddScoped<ComingReminders>();
        services.AddScoped<MailReading>();
    }
}
