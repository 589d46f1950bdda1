using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Reminding;
using Portal.Infrastructure.Organisations;
using Portal.Infrastructure.Waves;
using Portal.Infrastructure.Webhooks;

namespace Portal.Infrastructure.Scheduling;

/// <summary>
/// What is done together, as when the demonstration's clock was moved. Each sweep selects what is due and may run twice, late, or in two instances at once, with one effect.
/// </summary>
public sealed class Sweeps(
    CloseCutOffs closeCutOffs,
    CloseComplements closeComplements,
    CloseSteps closeSteps,
    SendReminders sendReminders,
    PublishLists publishLists,
    OpenProjects openProjects,
    TellLateMilestones tellLateMilestones,
    DeliverMails deliverMails,
    PruneTokens pruneTokens,
    PruneWebhooks pruneWebhooks,
    ScanFiles scanFiles,
    TidyUploads tidyUploads
)
{
    public Task CloseCutOffsAsync(CancellationToken cancellation) => closeCutOffs.RunAsync(cancellation);

    public Task CloseComplementsAsync(CancellationToken cancellation) => closeComplements.RunAsync(cancellation);

    public Task CloseStepsAsync(CancellationToken cancellation) => closeSteps.RunAsync(cancellation);

    public Task SendRemindersAsync(CancellationToken cancellation) => sendReminders.RunAsync(cancellation);

    public async Task PublishListsAsync(CancellationToken cancellation)
    {
        await publishLists.RunAsync(cancellation);
        await openProjects.RunAsync(cancellation);
    }

    public Task DeliverMailsAsync(CancellationToken cancellation) => deliverMails.RunAsync(cancellation);

    public async Task<int> PruneTokensAsync(CancellationToken cancellation) =>
        await pruneTokens.RunAsync(cancellation) + await pruneWebhooks.RunAsync(cancellation);

    public Task ScanFilesAsync(CancellationToken cancellation) => scanFiles.RunAsync(cancellation);

    public Task TidyUploadsAsync(CancellationToken cancellation) => tidyUploads.RunAsync(cancellation);

    /// <summary>All at once, in the order of a day: when the demonstration's clock was moved.</summary>
    public async Task RunAllAsync(CancellationToken cancellation)
    {
        await CloseCutOffsAsync(cancellation);
        await CloseComplementsAsync(cancellation);
        await CloseStepsAsync(cancellation);
        await SendRemindersAsync(cancellation);
        await tellLateMilestones.RunAsync(cancellation);
        await PublishListsAsync(cancellation);
        await DeliverMailsAsync(cancellation);
    }
}
