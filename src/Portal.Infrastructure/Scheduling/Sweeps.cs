using Hangfire;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Organisations;
using Portal.Infrastructure.Reviews.Wishes;
using Portal.Infrastructure.Waves;
using Portal.Infrastructure.Webhooks;

namespace Portal.Infrastructure.Scheduling;

/// <summary>
/// What the portal does by itself. Each sweep selects what is due and may run twice, late, or in two instances at
/// once, with one effect; a failed one is not repeated, since the next comes soon.
/// </summary>
[AutomaticRetry(Attempts = 0)]
public sealed class Sweeps(
    CloseCutOffs closeCutOffs,
    CloseComplements closeComplements,
    CloseSteps closeSteps,
    SendReminders sendReminders,
    RemindOfComplements remindOfComplements,
    RemindOfSteps remindOfSteps,
    RemindOfAuditions remindOfAuditions,
    RemindOfWishes remindOfWishes,
    ClosePolls closePolls,
    PublishLists publishLists,
    DeliverMails deliverMails,
    SealHistory sealHistory,
    PruneTokens pruneTokens,
    PruneWebhooks pruneWebhooks,
    ThinVersions thinVersions,
    ForgetInvited forgetInvited,
    ScanFiles scanFiles,
    TidyUploads tidyUploads,
    LookUpQueued lookUpQueued,
    TellSubscribers tellSubscribers
)
{
    public const string MailQueue = "mail";
    public const string DirectoryQueue = "directory";

    public const string FilesQueue = "files";

    public Task CloseCutOffsAsync(CancellationToken cancellation) => closeCutOffs.RunAsync(cancellation);

    public Task TellSubscribersAsync(CancellationToken cancellation) => tellSubscribers.RunAsync(cancellation);

    public Task CloseComplementsAsync(CancellationToken cancellation) => closeComplements.RunAsync(cancellation);

    public Task CloseStepsAsync(CancellationToken cancellation) => closeSteps.RunAsync(cancellation);

    public Task ClosePollsAsync(CancellationToken cancellation) => closePolls.RunAsync(cancellation);

    public async Task SendRemindersAsync(CancellationToken cancellation)
    {
        await remindOfComplements.RunAsync(cancellation);
        await remindOfSteps.RunAsync(cancellation);
        await remindOfAuditions.RunAsync(cancellation);
        await remindOfWishes.RunAsync(cancellation);
        await sendReminders.RunAsync(cancellation);
    }

    public Task PublishListsAsync(CancellationToken cancellation) => publishLists.RunAsync(cancellation);

    /// <summary>In a queue of its own: a mail server that hangs holds up nothing but mails.</summary>
    [Queue(MailQueue)]
    public Task DeliverMailsAsync(CancellationToken cancellation) => deliverMails.RunAsync(cancellation);

    public Task SealHistoryAsync(CancellationToken cancellation) => sealHistory.RunAsync(cancellation);

    public async Task PruneTokensAsync(CancellationToken cancellation)
    {
        await pruneTokens.RunAsync(cancellation);
        await pruneWebhooks.RunAsync(cancellation);
    }

    public Task ThinVersionsAsync(CancellationToken cancellation) => thinVersions.RunAsync(cancellation);

    public Task ForgetInvitedAsync(CancellationToken cancellation) => forgetInvited.RunAsync(cancellation);

    /// <summary>In a queue of their own, too: reading large files holds up nothing else.</summary>
    [Queue(FilesQueue)]
    public Task ScanFilesAsync(CancellationToken cancellation) => scanFiles.RunAsync(cancellation);

    [Queue(FilesQueue)]
    public Task TidyUploadsAsync(CancellationToken cancellation) => tidyUploads.RunAsync(cancellation);

    /// <summary>In a queue of its own: a directory that is slow holds up nothing but look-ups.</summary>
    [Queue(DirectoryQueue)]
    public Task LookUpQueuedAsync(CancellationToken cancellation) => lookUpQueued.RunAsync(cancellation);

    /// <summary>All at once, in the order of a day: when the demonstration's clock was moved.</summary>
    public async Task RunAllAsync(CancellationToken cancellation)
    {
        await CloseCutOffsAsync(cancellation);
        await CloseComplementsAsync(cancellation);
        await CloseStepsAsync(cancellation);
        await SendRemindersAsync(cancellation);
        await PublishListsAsync(cancellation);
        await DeliverMailsAsync(cancellation);
    }
}
