using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Notifications;

/// <summary>Delivers once what is owed, beside a portal whose own jobs may be stopped.</summary>
internal static class DeliverCommand
{
    /// <param name="configuration">Of the portal.</param>
    /// <param name="reminds">Whether the reminders that are due are derived before.</param>
    public static async Task<int> RunAsync(IConfiguration configuration, bool reminds)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging(logs => logs.AddConfiguration(configuration.GetSection("Logging")).AddSimpleConsole());
        services.AddSingleton(new Texts(typeof(Texts).Assembly, typeof(DeliverCommand).Assembly));
        services.AddPortalDatabase(configuration);
        services.AddPortalIdentity(configuration);
        services.AddPortalJobs(configuration);
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        if (reminds)
            await scope.ServiceProvider.GetRequiredService<SendReminders>().RunAsync(CancellationToken.None);
        var sent = await scope.ServiceProvider.GetRequiredService<DeliverMails>().RunAsync(CancellationToken.None);
        Console.WriteLine($"{sent} mails went out.");
        return 0;
    }
}
