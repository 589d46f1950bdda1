using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

/// <summary>
/// The moments at which lists become public, known ahead on every instance: what is kept of a public page is no longer
/// given out from that moment on, without anybody having to tell the others.
/// </summary>
public sealed class Publications(PortalClock clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private DateTimeOffset[] _moments = [];

    /// <summary>How many there have been lately: another number, another page.</summary>
    public int Count
    {
        get
        {
            var (moments, now) = (Volatile.Read(ref _moments), clock.GetUtcNow());
            var found = Array.BinarySearch(moments, now);
            return found < 0 ? ~found : moments.Count(moment => moment <= now);
        }
    }

    /// <summary>Older ones change nothing any more: no page is kept for so long.</summary>
    internal async Task ReadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var since = clock.GetUtcNow() - Remembered;
        Volatile.Write(
            ref _moments,
            await db
                .WinnerLists.Where(list => list.ApprovedAt != null && list.PublishAt > since)
                .OrderBy(list => list.PublishAt)
                .Select(list => list.PublishAt)
                .ToArrayAsync(cancellation)
        );
    }
}

/// <summary>Learns of lists that are approved, or moved, within a second.</summary>
public sealed partial class PublicationsReader(
    Publications publications,
    IServiceScopeFactory scopes,
    ILogger<PublicationsReader> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await publications.ReadAsync(
                    scope.ServiceProvider.GetRequiredService<PortalDbContext>(),
                    stoppingToken
                );
            }
            // Whatever it is, what was known holds until it is over: a page is kept for a second only.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Unread(failure);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The moments of publication could not be read.")]
    private partial void Unread(Exception failure);
}
