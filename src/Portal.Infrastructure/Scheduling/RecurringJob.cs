using Cronos;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Scheduling;

/// <summary>The queues, the most urgent first. Each has workers of its own, so that what is slow holds up nothing else.</summary>
public static class JobQueues
{
    /// <summary>Closing and publication: what a date decides.</summary>
    public const string Critical = "critical";

    /// <summary>What is owed to people by mail; a mail server that hangs holds up nothing but mails.</summary>
    public const string Mail = "mail";

    /// <summary>Reading, writing and removing large files.</summary>
    public const string Files = "files";

    /// <summary>Calculating for seconds or minutes.</summary>
    public const string Work = "work";

    /// <summary>Other people’s servers, which may hang.</summary>
    public const string Outside = "outside";

    /// <summary>Tidying up.</summary>
    public const string Low = "low";

    /// <summary>How long a run may take where its job doesn't say: what others wait for, less.</summary>
    public static TimeSpan LongestIn(string queue) =>
        queue switch
        {
            Critical => TimeSpan.FromMinutes(15),
            Outside => TimeSpan.FromMinutes(30),
            Mail => TimeSpan.FromHours(1),
            _ => TimeSpan.FromHours(2),
        };
}

/// <summary>Something that the portal does by itself, time and again.</summary>
/// <param name="Name">Stable; its texts are under <c>job.{name}</c>.</param>
/// <param name="Cron">Six fields: seconds first; UTC.</param>
/// <param name="Queue">One of <see cref="JobQueues"/>.</param>
/// <param name="Act">What it does, once: it selects what is due, so that nothing is lost where a run is left out.</param>
public sealed record RecurringJob(
    string Name,
    string Cron,
    string Queue,
    Func<IServiceProvider, CancellationToken, Task> Act
)
{
    /// <summary>The least time without a run that is worth a word: restarts take some.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CronExpression _cron = CronExpression.Parse(Cron, CronFormat.IncludeSeconds);

    /// <summary>How many runs of it may be under way at once, on all instances together.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>A run that takes longer hangs: it is stopped and told.</summary>
    public TimeSpan Longest { get; init; } = JobQueues.LongestIn(Queue);

    /// <summary>Without a run for so long, it is silent.</summary>
    public TimeSpan SilentAfter => 3 * Period > Patience ? 3 * Period : Patience;

    private TimeSpan Period
    {
        get
        {
            var first = _cron.GetNextOccurrence(DateTime.UnixEpoch)!.Value;
            return _cron.GetNextOccurrence(first)!.Value - first;
        }
    }

    public DateTimeOffset NextAfter(DateTimeOffset moment) => _cron.GetNextOccurrence(moment, TimeZoneInfo.Utc)!.Value;

    internal static RecurringJob On<T>(
        string name,
        string cron,
        string queue,
        Func<T, CancellationToken, Task> act,
        int lanes = 1
    )
        where T : notnull =>
        new(name, cron, queue, (services, stop) => act(services.GetRequiredService<T>(), stop)) { AtOnce = lanes };

    /// <summary>One that says how many things it did; the others count them as they do them.</summary>
    internal static RecurringJob On<T>(
        string name,
        string cron,
        string queue,
        Func<T, CancellationToken, Task<int>> act,
        int lanes = 1
    )
        where T : notnull =>
        new(
            name,
            cron,
            queue,
            async (services, stop) =>
                services.GetRequiredService<JobRun>().Achieve(await act(services.GetRequiredService<T>(), stop))
        )
        {
            AtOnce = lanes,
        };
}
