using Portal.Web.Notifications.MailTexts;

namespace Portal.Web.Notifications;

internal static class NotificationsSetup
{
    /// <summary>How people have their mails, and what these say.</summary>
    public static void AddPortalNotifications(this IServiceCollection services) => services.AddSingleton<MailSamples>();
}
