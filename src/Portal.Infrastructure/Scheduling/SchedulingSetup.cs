using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Infrastructure.Admissions;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Awards;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Decisions.DecisionLetters;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Bounces;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Retention;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Waves;
using Portal.Infrastructure.Webhooks;

namespace Portal.Infrastructure.Scheduling;

public static class Scheduling
{
    /// <summary>Workers of each queue: one for each of its jobs that may take long, and one for the others.</summary>
    private static readonly (string Queue, int Workers)[] Queues =
    [
        (JobQueues.Critical, 3),
        (JobQueues.Mail, 2),
        (JobQueues.Files, 4),
        (JobQueues.Work, 3),
        (JobQueues.Outside, 4),
        (JobQueues.Low, 1),
    ];

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
        foreach (var (queue, workers) in Queues)
            services.AddHangfireServer(server =>
            {
                (server.Queues, server.WorkerCount) = ([queue], workers);
                server.SchedulePollingInterval = TimeSpan.FromSeconds(3);
            });
        services.AddHostedService<RegisterJobs>();
        services.AddHostedService<KeepTime>();
    }

    private static void AddJobs(this IServiceCollection services)
    {
        services.AddScoped<OneByOne>();
        services.AddScoped<CloseCutOffs>();
        services.AddScoped<CloseComplements>();
        services.AddScoped<CloseSteps>();
        services.AddScoped<SendReminders>();
        services.AddScoped<ClosePolls>();
        services.AddScoped<Corrections>();
        services.AddScoped<PublishLists>();
        services.AddScoped<OpenProjects>();
        services.AddScoped<TellLateMilestones>();
        services.AddScoped<CallNewsReading>();
        services.AddScoped<TellSubscribers>();
        services.AddScoped<TidyContributions>();
        services.AddScoped<TidyVotes>();
        services.AddScoped<RemindOfExpiries>();
        services.AddScoped<WavePlaces>();
        services.AddScoped<SettlePlaces>();
        services.AddSingleton<PdfPrinter>();
        services.AddScoped<LetterReading>();
        services.AddSingleton<LetterDocument>();
        services.AddScoped<LettersInMails>();
        services.AddSingleton<MailServer>();
        services.AddScoped<SortMails>();
        services.AddSingleton<StopLinks>();
        services.AddScoped<ChooseMails>();
        services.AddScoped<DeliverMails>();
        services.AddScoped<NoteBounces>();
        services.AddScoped<ReadMailbox>();
        services.AddScoped<SealHistory>();
        services.AddScoped<PruneTokens>();
        services.AddScoped<PruneWebhooks>();
        services.AddScoped<ThinVersions>();
        services.AddScoped<ForgetInvited>();
        services.AddScoped<HeldDrafts>();
        services.AddScoped<EraseDrafts>();
        services.AddScoped<RetentionRules>();
        services.AddScoped<RetentionRecord>();
        services.AddScoped<HeldRejected>();
        services.AddScoped<EraseRejected>();
        services.AddScoped<HeldReviews>();
        services.AddScoped<ForgetReviews>();
        services.AddScoped<HeldAccounts>();
        services.AddScoped<ErasureStops>();
        services.AddScoped<CloseAccount>();
        services.AddScoped<CloseAccounts>();
        services.AddScoped<ScanFiles>();
        services.AddScoped<TidyUploads>();
        services.AddScoped<Sweeps>();
        services.AddSingleton<JobLeases>();
        services.AddScoped<JobRun>();
        services.AddScoped<RunJob>();
        services.AddScoped<JobBoard>();
        services.AddScoped<TellOfFailure>();
        services.AddScoped<WakeJob>();
        services.AddScoped<RunAsked>();
        services.AddScoped<RunExports>();
        services.AddScoped<FollowInvitations>();
        services.AddScoped<LookAgain>();
        services.AddScoped<RunRankings>();
        services.AddScoped<RunAssignments>();
        services.AddSingleton<MailComposer>();
    }
}

/// <summary>Tells Hangfire the jobs that there are, and takes from it those that there are no more.</summary>
internal sealed class RegisterJobs(IRecurringJobManager jobs, JobStorage storage, JobLeases leases) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await leases.RegisterAsync(RecurringJobs.All, cancellationToken);
        foreach (var job in RecurringJobs.All)
            jobs.AddOrUpdate<RunJob>(
                job.Name,
                job.Queue,
                run => run.RunAsync(job.Name, CancellationToken.None),
                job.Cron
            );
        using var connection = storage.GetConnection();
        foreach (var known in connection.GetRecurringJobs().Where(known => !RecurringJobs.Has(known.Id)))
            jobs.RemoveIfExists(known.Id);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
