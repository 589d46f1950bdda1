using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Programme;

/// <summary>
/// The programme's words, which every page needs and which hardly ever change. Who changes them refreshes this
/// instance at once; the others follow within <see cref="ProgrammeRefresher"/>'s period.
/// </summary>
public sealed class ProgrammeCache
{
    private ProgrammeTerms _terms = ProgrammeTerms.None;

    public ProgrammeTerms Terms => Volatile.Read(ref _terms);

    public async Task RefreshAsync(PortalDbContext db, CancellationToken cancellation = default) =>
        Volatile.Write(ref _terms, await ProgrammeTerms.ReadAsync(db, cancellation));
}

/// <summary>Reads the programme's words anew from time to time: another instance may have changed them.</summary>
public sealed class ProgrammeRefresher(ProgrammeCache cache, IServiceScopeFactory scopes) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

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
                // The database is away: what was read last holds until it is back.
            }
        }
    }

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await cache.RefreshAsync(scope.ServiceProvider.GetRequiredService<PortalDbContext>(), cancellation);
    }
}
