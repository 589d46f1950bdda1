using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Scheduling;

/// <summary>
/// Does what was asked for. A try is claimed, gives signs of life while it runs, and is taken over when it gave none for
/// two minutes, so that a restart loses nothing and two instances do nothing twice: an answer counts with the number of
/// its try alone, whoever has the job. What failed three times is given up.
/// </summary>
public sealed partial class RunAsked(PortalDbContext db, JobRun run, ILogger<RunAsked> log)
{
    /// <param name="table">Of the work.</param>
    /// <param name="make">Makes one; it is for the work itself to take the answer of the try that is awaited.</param>
    /// <param name="cancellation">The portal stops.</param>
    public async Task RunAsync<T, TId>(
        AskedTable table,
        Func<TId, ClaimedTry, Task> make,
        CancellationToken cancellation
    )
        where T : AskedWork
        where TId : struct, IId<TId>
    {
        foreach (var id in await db.Database.SqlQueryRaw<Guid>(table.Due).ToListAsync(cancellation))
            if (await ClaimedTry.ClaimAsync(db, run, table, id, cancellation) is { } claimed)
                await TryAsync<T, TId>(table, TId.From(id), claimed, make, cancellation);
    }

    /// <summary>Changes a piece of work that nobody else changes meanwhile.</summary>
    public Task ChangeAsync<T, TId>(
        AskedTable table,
        TId id,
        Action<T, DateTimeOffset> change,
        CancellationToken cancellation
    )
        where T : AskedWork
        where TId : struct, IId<TId> =>
        ChangeAsync<T, TId>(
            table,
            id,
            (work, now) =>
            {
                change(work, now);
                return Task.CompletedTask;
            },
            cancellation
        );

    /// <summary>Changes a piece of work that nobody else changes meanwhile.</summary>
    public async Task ChangeAsync<T, TId>(
        AskedTable table,
        TId id,
        Func<T, DateTimeOffset, Task> change,
        CancellationToken cancellation
    )
        where T : AskedWork
        where TId : struct, IId<TId>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await change(await HoldAsync<T, TId>(table, id, cancellation), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Reads a piece of work that nobody else changes until the transaction ends.</summary>
    public async Task<T> HoldAsync<T, TId>(AskedTable table, TId id, CancellationToken cancellation)
        where T : AskedWork
        where TId : struct, IId<TId>
    {
        await db.Database.ExecuteSqlRawAsync(table.Hold, [new Npgsql.NpgsqlParameter("id", id.Value)], cancellation);
        return (await db.FindAsync<T>([id], cancellation))!;
    }

    private async Task TryAsync<T, TId>(
        AskedTable table,
        TId id,
        ClaimedTry itsTry,
        Func<TId, ClaimedTry, Task> make,
        CancellationToken cancellation
    )
        where T : AskedWork
        where TId : struct, IId<TId>
    {
        try
        {
            if (itsTry.Number <= AskedWork.MostTries)
            {
                await make(id, itsTry);
                run.Achieve();
            }
            else
                await FailAsync<T, TId>(table, id, itsTry);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // The portal stops. Whoever starts next takes it up at once, as if this try had never been.
            await itsTry.ReleaseAsync(counts: false);
            throw;
        }
        catch (OvertakenException)
        {
            Overtaken(typeof(T).Name, id.Value, itsTry.Number);
        }
        catch (Exception failure)
        {
            TryFailed(failure, typeof(T).Name, id.Value, itsTry.Number);
            await FailAsync<T, TId>(table, id, itsTry);
        }
    }

    private async Task FailAsync<T, TId>(AskedTable table, TId id, ClaimedTry itsTry)
        where T : AskedWork
        where TId : struct, IId<TId>
    {
        await itsTry.ReleaseAsync(counts: true);
        await ChangeAsync<T, TId>(table, id, (work, now) => work.Fail(itsTry.Number, now), CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Error, "Try {Try} of {Kind} {Id} failed.")]
    private partial void TryFailed(Exception failure, string kind, Guid id, int @try);

    [LoggerMessage(LogLevel.Information, "Try {Try} of {Kind} {Id} isn't wanted any more.")]
    private partial void Overtaken(string kind, Guid id, int @try);
}
