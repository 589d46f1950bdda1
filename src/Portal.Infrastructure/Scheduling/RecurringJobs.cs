using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Decisions.DecisionLetters;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Reviews.Wishes;
using Portal.Infrastructure.Waves;
using Portal.Infrastructure.Webhooks;

namespace Portal.Infrastructure.Scheduling;

/// <summary>Every recurring job of the portal, on one screen.</summary>
internal sealed class RecurringJobs(IRecurringJobManager jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.AddOrUpdate<Sweeps>(
            "close-cut-offs",
            sweeps => sweeps.CloseCutOffsAsync(CancellationToken.None),
            "*/30 * * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "send-reminders",
            sweeps => sweeps.SendRemindersAsync(CancellationToken.None),
            "0 */2 * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "close-complements",
            sweeps => sweeps.CloseComplementsAsync(CancellationToken.None),
            "10,40 * * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "close-steps",
            sweeps => sweeps.CloseStepsAsync(CancellationToken.None),
            "15,45 * * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "close-polls",
            sweeps => sweeps.ClosePollsAsync(CancellationToken.None),
            "*/15 * * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "publish-lists",
            sweeps => sweeps.PublishListsAsync(CancellationToken.None),
            "*/15 * * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "tell-subscribers",
            sweeps => sweeps.TellSubscribersAsync(CancellationToken.None),
            "35 * * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "deliver-mails",
            sweeps => sweeps.DeliverMailsAsync(CancellationToken.None),
            "*/10 * * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "seal-history",
            sweeps => sweeps.SealHistoryAsync(CancellationToken.None),
            "30 * * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "prune-tokens",
            sweeps => sweeps.PruneTokensAsync(CancellationToken.None),
            "0 15 3 * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "thin-versions",
            sweeps => sweeps.ThinVersionsAsync(CancellationToken.None),
            "0 45 3 * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "forget-invited",
            sweeps => sweeps.ForgetInvitedAsync(CancellationToken.None),
            "0 5 4 * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "scan-files",
            sweeps => sweeps.ScanFilesAsync(CancellationToken.None),
            "*/10 * * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "tidy-uploads",
            sweeps => sweeps.TidyUploadsAsync(CancellationToken.None),
            "20 * * * * *"
        );
        jobs.AddOrUpdate<ExportJobs>(
            "run-exports",
            exports => exports.RunAsync(CancellationToken.None),
            "45 * * * * *"
        );
        jobs.AddOrUpdate<AssignmentJobs>(
            "run-assignments",
            assignments => assignments.RunAsync(CancellationToken.None),
            "50 * * * * *"
        );
        jobs.AddOrUpdate<ExportJobs>(
            "remove-exports",
            exports => exports.RemoveAsync(CancellationToken.None),
            "0 20 * * * *"
        );
        jobs.AddOrUpdate<FollowInvitations>(
            "follow-invitations",
            invitations => invitations.RunAsync(CancellationToken.None),
            "25 * * * * *"
        );
        jobs.AddOrUpdate<LookAgain>(
            "look-for-conflicts",
            conflicts => conflicts.RunAsync(CancellationToken.None),
            "10 */10 * * * *"
        );
        jobs.AddOrUpdate<RankingJobs>(
            "run-rankings",
            rankings => rankings.RunAsync(CancellationToken.None),
            "50 * * * * *"
        );
        jobs.AddOrUpdate<Sweeps>(
            "look-up-organisations",
            sweeps => sweeps.LookUpQueuedAsync(CancellationToken.None),
            "20 * * * * *"
        );
        jobs.AddOrUpdate<WebhookJobs>(
            "tell-webhooks",
            webhooks => webhooks.TellAsync(CancellationToken.None),
            "5-59/10 * * * * *"
        );
        jobs.AddOrUpdate<WebhookJobs>(
            "deliver-webhooks",
            webhooks => webhooks.DeliverAsync(CancellationToken.None),
            "*/10 * * * * *"
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public static class Scheduling
{
    /// <summary>The jobs and, unless <c>Jobs:Run</c> is false, a server that runs them in this process.</summary>
    public static void AddPortalJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddJobs();
        if (!configuration.GetValue("Jobs:Run", defaultValue: true))
            return;
        var connection = configuration.GetConnectionString(PortalDatabase.Connection);
        services.AddHangfire(hangfire =>
            hangfire
                .UseSimpleAssemblyNameTypeSerializer()
                .UseRecommendedSerializerSettings()
                .UsePostgreSqlStorage(
                    storage => storage.UseNpgsqlConnection(connection),
                    new PostgreSqlStorageOptions
                    {
                        SchemaName = Migrator.JobsSchema,
                        PrepareSchemaIfNecessary = false,
                        QueuePollInterval = TimeSpan.FromSeconds(2),
                    }
                )
        );
        services.AddWorkers(3);
        foreach (
            var queue in (string[])
                [
                    Sweeps.MailQueue,
                    ExportJobs.Queue,
                    Sweeps.FilesQueue,
                    Sweeps.DirectoryQueue,
                    RankingJobs.Queue,
                    AssignmentJobs.Queue,
                ]
        )
            services.AddWorkers(1, queue);
        // Beside a sweep that waits for receivers which hang, the next ones serve all others.
        services.AddWorkers(3, WebhookJobs.Queue);
        services.AddHostedService<RecurringJobs>();
    }

    private static void AddJobs(this IServiceCollection services)
    {
        services.AddScoped<OneByOne>();
        services.AddScoped<CloseCutOffs>();
        services.AddScoped<CloseComplements>();
        services.AddScoped<CloseSteps>();
        services.AddScoped<SendReminders>();
        services.AddScoped<RemindOfComplements>();
        services.AddScoped<RemindOfSteps>();
        services.AddScoped<RemindOfAuditions>();
        services.AddScoped<RemindOfWishes>();
        services.AddScoped<ClosePolls>();
        services.AddScoped<Corrections>();
        services.AddScoped<PublishLists>();
        services.AddScoped<CallNewsReading>();
        services.AddScoped<TellSubscribers>();
        services.AddSingleton<PdfPrinter>();
        services.AddScoped<LetterReading>();
        services.AddSingleton<LetterDocument>();
        services.AddScoped<LettersInMails>();
        services.AddScoped<SortMails>();
        services.AddSingleton<StopLinks>();
        services.AddScoped<ChooseMails>();
        services.AddScoped<DeliverMails>();
        services.AddScoped<SealHistory>();
        services.AddScoped<PruneTokens>();
        services.AddScoped<PruneWebhooks>();
        services.AddScoped<ThinVersions>();
        services.AddScoped<ForgetInvited>();
        services.AddScoped<ScanFiles>();
        services.AddScoped<TidyUploads>();
        services.AddScoped<Sweeps>();
        services.AddScoped<RunAsked>();
        services.AddScoped<RunExports>();
        services.AddScoped<ExportJobs>();
        services.AddScoped<ExportQueue>();
        services.AddScoped<FollowInvitations>();
        services.AddScoped<LookAgain>();
        services.AddScoped<RankingJobs>();
        services.AddScoped<RankingQueue>();
        services.AddScoped<RunAssignments>();
        services.AddScoped<AssignmentJobs>();
        services.AddScoped<AssignmentQueue>();
        services.AddSingleton<MailComposer>();
    }

    /// <param name="queue">What they work on alone; null for all that has no queue of its own.</param>
    private static void AddWorkers(this IServiceCollection services, int count, string? queue = null) =>
        services.AddHangfireServer(server =>
        {
            (server.WorkerCount, server.SchedulePollingInterval) = (count, TimeSpan.FromSeconds(3));
            if (queue is not null)
                server.Queues = [queue];
        });
}
