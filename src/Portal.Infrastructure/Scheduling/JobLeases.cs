using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Scheduling;

/// <summary>What was taken: the place, and the number of this taking.</summary>
public sealed record HeldLease(string Name, int Lane, long Token);

/// <summary>What a sign of life hears back.</summary>
public enum BeatAnswer
{
    GoOn,
    Cancelled,

    /// <summary>It came too late: another instance has the place.</summary>
    Lost,

    /// <summary>It took longer than its job ever should.</summary>
    TooLong,
}

/// <summary>
/// Takes, keeps and gives back the places in which jobs run, each by one statement and the database's own clock. Who
/// gave no sign of life for as long as a lease lasts has lost the place, whether or not they know.
/// </summary>
public sealed class JobLeases(IServiceScopeFactory scopes)
{
    private const int MostTries = 5;

    public TimeSpan Lasts { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How an administrator tells instances apart.</summary>
    public string Holder { get; init; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>Makes the places of jobs that have none yet.</summary>
    public async Task RegisterAsync(IEnumerable<RecurringJob> jobs, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = DatabaseOf(scope);
        foreach (var job in jobs)
            await database.ExecuteSqlAsync(
                $"""
                insert into job_leases (name, lane, token, done, total, did, is_wanted)
                select {job.Name}, lane, 0, 0, 0, 0, false from generate_series(1, {job.AtOnce}) lane on conflict do nothing
                """,
                cancellation
            );
    }

    /// <param name="name">Of the job.</param>
    /// <param name="isWanted">Whether whoever runs it is to run it once more, where no place is free.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null where no place is free.</returns>
    public async Task<HeldLease?> TakeAsync(string name, bool isWanted, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = DatabaseOf(scope);
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await TakeAsync(database, name, cancellation) is { } lease)
                return lease;
            // Where the run under way ended between the two statements, nobody would hear the wish.
            if (!isWanted || await WantAsync(database, name, cancellation))
                return null;
        }
        return null;
    }

    private async Task<HeldLease?> TakeAsync(DatabaseFacade database, string name, CancellationToken cancellation)
    {
        var taken = await database
            .SqlQuery<HeldLease>(
                $"""
                update job_leases
                set token = token + 1, holder = {Holder}, held_until = clock_timestamp() + {Lasts},
                    started_at = clock_timestamp(), done = 0, total = 0, cancel_asked_at = null, is_wanted = false
                where (name, lane) = (
                    select name, lane from job_leases
                    where name = {name} and (held_until is null or held_until < clock_timestamp())
                    order by lane limit 1 for update skip locked)
                returning name, lane, token
                """
            )
            .ToListAsync(cancellation);
        return taken is [var lease] ? lease : null;
    }

    /// <returns>False where no run is under way any more.</returns>
    private static async Task<bool> WantAsync(DatabaseFacade database, string name, CancellationToken cancellation) =>
        await database.ExecuteSqlAsync(
            $"update job_leases set is_wanted = true where name = {name} and held_until > clock_timestamp()",
            cancellation
        ) > 0;

    /// <summary>A sign of life, which tells how far it has come.</summary>
    public async Task<BeatAnswer> BeatAsync(HeldLease lease, int done, int total, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var answer = await DatabaseOf(scope)
            .SqlQuery<bool>(
                $"""
                update job_leases set held_until = clock_timestamp() + {Lasts}, done = {done}, total = {total}
                where name = {lease.Name} and lane = {lease.Lane} and token = {lease.Token} and held_until is not null
                returning cancel_asked_at is not null as "Value"
                """
            )
            .ToListAsync(cancellation);
        return answer switch
        {
            [] => BeatAnswer.Lost,
            [true] => BeatAnswer.Cancelled,
            _ => BeatAnswer.GoOn,
        };
    }

    /// <summary>Gives the place back and notes what came of it.</summary>
    /// <returns>Whether it was asked for meanwhile, so that it is to run once more.</returns>
    public async Task<bool> ReleaseAsync(HeldLease lease, JobOutcome outcome, int did, string? failure = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (isFailure, word) = (outcome == JobOutcome.Failed, outcome.ToString());
        var wanted = await DatabaseOf(scope)
            .SqlQuery<bool>(
                $"""
                update job_leases
                set held_until = null, ended_at = clock_timestamp(), outcome = {word}, failure = {failure},
                    failing_since = case when {isFailure} then coalesce(failing_since, clock_timestamp()) end,
                    did = case when {did} > 0 then {did} else did end,
                    did_at = case when {did} > 0 then clock_timestamp() else did_at end
                where name = {lease.Name} and lane = {lease.Lane} and token = {lease.Token}
                returning is_wanted as "Value"
                """
            )
            .ToListAsync();
        return wanted is [true];
    }

    private static DatabaseFacade DatabaseOf(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database;
}
