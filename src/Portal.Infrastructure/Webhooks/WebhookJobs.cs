using Hangfire;

namespace Portal.Infrastructure.Webhooks;

/// <summary>The webhooks' own sweeps; sending has a queue of its own, where receivers that hang hold up nothing else.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class WebhookJobs(TellWebhooks tell, DeliverWebhooks deliver)
{
    public const string Queue = "webhooks";

    public Task TellAsync(CancellationToken cancellation) => tell.RunAsync(cancellation);

    [Queue(Queue)]
    public Task DeliverAsync(CancellationToken cancellation) => deliver.RunAsync(cancellation);
}
