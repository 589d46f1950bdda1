using Hangfire;

namespace Portal.Infrastructure.Exports;

/// <summary>The exports' own sweeps, in a queue of their own: an hour's work holds up neither a cut-off nor a mail.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class ExportJobs(RunExports exports)
{
    public const string Queue = "exports";

    [Queue(Queue)]
    public Task RunAsync(CancellationToken cancellation) => exports.RunAsync(cancellation);

    [Queue(Queue)]
    public Task RemoveAsync(CancellationToken cancellation) => exports.RemoveAsync(cancellation);
}

/// <summary>Sets the export job off at once; without it, the next sweep would.</summary>
/// <param name="clients">None where this process runs no jobs.</param>
public sealed class ExportQueue(IEnumerable<IBackgroundJobClient> clients)
{
    public void Wake() => clients.FirstOrDefault()?.Enqueue<ExportJobs>(jobs => jobs.RunAsync(CancellationToken.None));
}
