using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Scheduling;

/// <summary>
/// How every job goes through what is due: one transaction an item. What another instance has at this moment is left
/// to it, and what fails keeps nothing else back: it is told at the end, and comes again with the next sweep. A job that
/// was paused past its lease commits nothing more.
/// </summary>
public sealed partial class OneByOne(PortalDbContext db, JobRun run, ILogger<OneByOne> log)
{
    public Task RunAsync<T, TId>(IEnumerable<TId> due, Action<T> act, CancellationToken cancellation)
        where T : Aggregate
        where TId : struct, IId<TId> =>
        RunAsync<T, TId>(
            due,
            item =>
            {
                act(item);
                return Task.CompletedTask;
            },
            cancellation
        );

    /// <param name="due">The ids selected before; an act on what is no longer due must change nothing.</param>
    /// <param name="act">What is done to one item. It is saved after.</param>
    /// <exception cref="AggregateException">Some items failed; all others are done.</exception>
    /// <exception cref="OvertakenException">Another instance took the job over.</exception>
    public Task RunAsync<T, TId>(IEnumerable<TId> due, Func<T, Task> act, CancellationToken cancellation)
        where T : Aggregate
        where TId : struct, IId<TId> =>
        RunByIdAsync<T, TId>(due, async id => await act((await db.FindAsync<T>([id], cancellation))!), cancellation);

    /// <summary>The same for what isn't read as a whole.</summary>
    public async Task RunByIdAsync<T, TId>(IEnumerable<TId> due, Func<TId, Task> act, CancellationToken cancellation)
        where T : class
        where TId : struct, IId<TId>
    {
        var (failures, ids) = (new List<Exception>(), due.ToList());
        run.Expect(ids.Count);
        foreach (var id in ids)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                await RunAsync(id, NameOf<T>(id.Value), act, cancellation);
                run.Step();
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or OvertakenException))
            {
                Failed(failure, typeof(T).Name, id.Value);
                failures.Add(failure);
            }
        }
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    /// <summary>The name of the lock under which a job works on an item.</summary>
    public static string NameOf<T>(Guid id)
        where T : class => $"{typeof(T).Name}:{id}";

    private async Task RunAsync<TId>(TId id, string name, Func<TId, Task> act, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await TryTakeAsync(name, cancellation))
            return;
        await act(id);
        await db.SaveChangesAsync(cancellation);
        await run.EnsureHeldAsync(db, cancellation);
        await transaction.CommitAsync(cancellation);
        run.Achieve();
    }

    /// <returns>False where another instance is at the item now, and so does the work.</returns>
    private Task<bool> TryTakeAsync(string item, CancellationToken cancellation) =>
        db
            .Database.SqlQuery<bool>($"""select pg_try_advisory_xact_lock(hashtextextended({item}, 0)) as "Value" """)
            .SingleAsync(cancellation);

    [LoggerMessage(LogLevel.Error, "{Kind} {Id} failed in a job; the next sweep tries it again.")]
    private partial void Failed(Exception failure, string kind, Guid id);
}
