using Hangfire;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>The assignments' own sweep, in a queue of their own: minutes of calculating hold up nothing else.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class AssignmentJobs(RunAssignments assignments)
{
    public const string Queue = "assignments";

    [Queue(Queue)]
    public Task RunAsync(CancellationToken cancellation) => assignments.RunAsync(cancellation);
}

/// <summary>Sets the job off at once; without it, the next sweep would.</summary>
/// <param name="clients">None where this process runs no jobs.</param>
public sealed class AssignmentQueue(IEnumerable<IBackgroundJobClient> clients)
{
    public void Wake() =>
        clients.FirstOrDefault()?.Enqueue<AssignmentJobs>(jobs => jobs.RunAsync(CancellationToken.None));
}
