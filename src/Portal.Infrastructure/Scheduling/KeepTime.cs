using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portal.Infrastructure.Scheduling;

/// <summary>
/// Has a job run whose time came a minute ago by the database's clock and which nobody runs. Hangfire reckons by the clocks
/// of its machines: one that is a day ahead, and goes, would leave all jobs standing for a day.
/// </summary>
internal sealed partial class KeepTime(IServiceScopeFactory scopes, IBackgroundJobClient jobs, ILogger<KeepTime> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>What was asked for and isn't taken up yet isn't asked for again at once.</summary>
    private readonly Dictionary<string, DateTimeOffset> _asked = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure)
                when (failure
                        is NpgsqlException
                            or TimeoutException
                            or InvalidOperationException
                            or BackgroundJobClientException
                )
            {
                // The database is away: the next look sees what is late by then.
            }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var board = scope.ServiceProvider.GetRequiredService<JobBoard>();
        foreach (var state in await board.ReadAsync(cancellation))
            if (state.IsLate(Patience) && state.Now - _asked.GetValueOrDefault(state.Job.Name) > Patience)
            {
                _asked[state.Job.Name] = state.Now;
                Late(state.Job.Name);
                jobs.Enqueue<RunJob>(state.Job.Queue, run => run.RunAsync(state.Job.Name, CancellationToken.None));
            }
    }

    [LoggerMessage(LogLevel.Warning, "{Job} is late by the database's clock; it is run.")]
    private partial void Late(string job);
}
