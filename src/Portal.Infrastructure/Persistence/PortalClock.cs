using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Portal.Infrastructure.Persistence;

/// <summary>
/// The portal's time for pages and jobs: this machine's clock, corrected to the database's (and, in the demo, to
/// its offset). All instances agree to within one refresh. Acts that a moment decides read
/// <see cref="PortalDbContext.NowAsync"/> in their transaction instead.
/// </summary>
public sealed class PortalClock : TimeProvider
{
    private long _correctionTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _correctionTicks));

    /// <summary>Reads the database's time once and takes it over.</summary>
    public async Task RefreshAsync(PortalDbContext db, CancellationToken cancellation = default)
    {
        var before = System.GetUtcNow();
        var now = await db.NowAsync(cancellation);
        var halfway = before + (System.GetUtcNow() - before) / 2;
        Interlocked.Exchange(ref _correctionTicks, (now - halfway).Ticks);
    }
}

/// <summary>Keeps <see cref="PortalClock"/> close to the database's clock.</summary>
public sealed class PortalClockRefresher(PortalClock clock, IServiceScopeFactory scopes) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception failure)
                when (failure is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException)
            {
                // The database is away: the last correction holds until it is back.
            }
        }
    }

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await clock.RefreshAsync(scope.ServiceProvider.GetRequiredService<PortalDbContext>(), cancellation);
    }
}
