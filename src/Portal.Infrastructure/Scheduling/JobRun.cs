using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Scheduling;

/// <summary>
/// The run of a job in whose scope something is done: it counts what is done, and asks for its lease in the transactions
/// that do it. Where no job runs (a page, a demonstration's clock that was moved) it asks for nothing.
/// </summary>
public sealed class JobRun
{
    private int _done;
    private int _total;
    private int _did;

    public HeldLease? Lease { get; private set; }

    public int Done => Volatile.Read(ref _done);

    public int Total => Volatile.Read(ref _total);

    /// <summary>How many things were done, of those that there were to look at.</summary>
    public int Did => Volatile.Read(ref _did);

    public void Begin(HeldLease lease)
    {
        Lease = lease;
        (_done, _total, _did) = (0, 0, 0);
    }

    /// <summary>There are so many more steps.</summary>
    public void Expect(int steps) => Interlocked.Add(ref _total, steps);

    /// <summary>A step is over; whether it changed something or not.</summary>
    public void Step() => Interlocked.Increment(ref _done);

    /// <summary>So much is done of one long piece of work.</summary>
    public void Reach(int done, int total)
    {
        Volatile.Write(ref _done, done);
        Volatile.Write(ref _total, total);
    }

    public void Achieve(int things = 1) => Interlocked.Add(ref _did, things);

    /// <summary>
    /// To be asked in the transaction that does the work, just before it is committed: until then nobody else takes the
    /// place, since the answer holds its row.
    /// </summary>
    /// <exception cref="OvertakenException">The lease ran out and another instance has taken the place.</exception>
    public async Task EnsureHeldAsync(PortalDbContext db, CancellationToken cancellation)
    {
        if (Lease is not { } lease)
            return;
        var held = await db
            .Database.SqlQuery<int>(
                $"""
                select 1 as "Value" from job_leases
                where name = {lease.Name} and lane = {lease.Lane} and token = {lease.Token} for share
                """
            )
            .ToListAsync(cancellation);
        if (held is [])
            throw new OvertakenException();
    }
}
