using Portal.Infrastructure.Admissions;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Awards;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.FollowUp.Signing;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Bounces;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Organisations;
using Portal.Infrastructure.Retention;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Waves;
using Portal.Infrastructure.Webhooks;
using static Portal.Infrastructure.Scheduling.JobQueues;
using static Portal.Infrastructure.Scheduling.RecurringJob;

namespace Portal.Infrastructure.Scheduling;

/// <summary>Every recurring job of the portal, on one screen: its name, when it runs, how urgent it is, what it does.</summary>
public static class RecurringJobs
{
    public static IReadOnlyList<RecurringJob> All { get; } =
    [
        On<CloseCutOffs>("close-cut-offs", "*/30 * * * * *", Critical, (job, stop) => job.RunAsync(stop)),
        On<CloseComplements>("close-complements", "10,40 * * * * *", Critical, (job, stop) => job.RunAsync(stop)),
        On<CloseSteps>("close-steps", "15,45 * * * * *", Critical, (job, stop) => job.RunAsync(stop)),
        On<ClosePolls>("close-polls", "*/15 * * * * *", Critical, (job, stop) => job.RunAsync(stop)),
        On<PublishLists>("publish-lists", "*/15 * * * * *", Critical, (job, stop) => job.RunAsync(stop)),
        On<OpenProjects>("open-projects", "5-59/15 * * * * *", Critical, (job, stop) => job.RunAsync(stop)),
        On<SealHistory>("seal-history", "30 * * * * *", Critical, (job, stop) => job.RunAsync(stop)),
        On<SendReminders>("send-reminders", "0 */2 * * * *", Mail, (job, stop) => job.RunAsync(stop)),
        On<TellLateMilestones>("tell-late-milestones", "15 */10 * * * *", Mail, (job, stop) => job.RunAsync(stop)),
        On<TellSubscribers>("tell-subscribers", "35 * * * * *", Mail, (job, stop) => job.RunAsync(stop)),
        On<FollowInvitations>("follow-invitations", "25 * * * * *", Mail, (job, stop) => job.RunAsync(stop)),
        On<DeliverMails>("deliver-mails", "*/10 * * * * *", Mail, (job, stop) => job.RunAsync(stop)),
        On<ScanFiles>("scan-files", "*/10 * * * * *", Files, (job, stop) => job.RunAsync(stop)),
        On<TidyUploads>("tidy-uploads", "20 * * * * *", Files, (job, stop) => job.RunAsync(stop)),
        On<RunExports>(RunExports.Job, "45 * * * * *", Files, (job, stop) => job.RunAsync(stop), lanes: 2),
        On<RunExports>("remove-exports", "0 20 * * * *", Files, (job, stop) => job.RemoveAsync(stop)),
        On<RunRankings>(RunRankings.Job, "50 * * * * *", Work, (job, stop) => job.RunAsync(stop)),
        On<RunAssignments>(RunAssignments.Job, "50 * * * * *", Work, (job, stop) => job.RunAsync(stop)),
        On<LookAgain>("look-for-conflicts", "10 */10 * * * *", Work, (job, stop) => job.RunAsync(stop)),
        On<ReadMailbox>("read-mailbox", "40 */3 * * * *", Outside, (job, stop) => job.RunAsync(stop)),
        On<LookUpQueued>("look-up-organisations", "20 * * * * *", Outside, (job, stop) => job.RunAsync(stop)),
        On<FollowSignatures>("follow-signatures", "40 * * * * *", Outside, (job, stop) => job.RunAsync(stop)),
        On<TellWebhooks>("tell-webhooks", "5-59/10 * * * * *", Outside, (job, stop) => job.RunAsync(stop)),
        // Beside a run that waits for receivers which hang, the next ones serve all others.
        On<DeliverWebhooks>("deliver-webhooks", "*/10 * * * * *", Outside, (job, stop) => job.RunAsync(stop), lanes: 3),
        On<Sweeps>("prune-tokens", "0 15 3 * * *", Low, (job, stop) => job.PruneTokensAsync(stop)),
        On<ThinVersions>("thin-versions", "0 45 3 * * *", Low, (job, stop) => job.RunAsync(stop)),
        On<EraseDrafts>("erase-drafts", "0 35 4 * * *", Low, (job, stop) => job.RunAsync(stop)),
        On<RemindOfExpiries>("remind-of-expiries", "0 55 8 * * *", Mail, (job, stop) => job.RunAsync(stop)),
        On<SettlePlaces>("settle-places", "25 5-59/10 * * * *", Work, (job, stop) => job.RunAsync(stop)),
        On<TidyVotes>("tidy-votes", "0 20 4 * * *", Low, (job, stop) => job.RunAsync(stop)),
        On<TidyContributions>("tidy-contributions", "0 25 4 * * *", Low, (job, stop) => job.RunAsync(stop)),
        On<EraseRejected>("erase-rejected", "0 40 4 * * *", Low, (job, stop) => job.RunAsync(stop)),
        On<ForgetReviews>("forget-reviews", "0 45 4 * * *", Low, (job, stop) => job.RunAsync(stop)),
        On<CloseAccounts>("close-accounts", "0 50 4 * * *", Low, (job, stop) => job.RunAsync(stop)),
        On<ForgetInvited>("forget-invited", "0 5 4 * * *", Low, (job, stop) => job.RunAsync(stop)),
    ];

    private static readonly Dictionary<string, RecurringJob> ByName = All.ToDictionary(job => job.Name);

    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public static RecurringJob Named(string name) => ByName[name];

    public static bool Has(string name) => ByName.ContainsKey(name);
}
