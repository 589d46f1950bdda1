using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.History;

/// <summary>
/// Seals new history entries into the chain, in batches, after the fact: saves never wait for each other. An entry
/// is sealed once no older transaction can still add one before it.
/// </summary>
public sealed partial class SealHistory(PortalDbContext db, ILogger<SealHistory> log)
{
    private const int Batch = 2_000;

    /// <summary>The number of the advisory lock that keeps two instances from sealing at once.</summary>
    private const long Lock = 0x48495354;

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await SealBatchAsync(cancellation) == Batch) { }
    }

    private async Task<int> SealBatchAsync(CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", cancellation);
        var last = await db
            .HistoryLinks.AsNoTracking()
            .OrderByDescending(link => link.Position)
            .FirstOrDefaultAsync(cancellation);
        var entries = await UnsealedAsync(last, cancellation);
        var sealedAt = await db
            .Database.SqlQueryRaw<DateTimeOffset>("""select clock_timestamp() as "Value" """)
            .SingleAsync(cancellation);
        foreach (var entry in entries)
        {
            last = HistoryLink.After(last, entry, sealedAt);
            db.HistoryLinks.Add(last);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        if (entries.Count > 0)
            Sealed(entries.Count, last!.Position, last.Hash);
        return entries.Count;
    }

    /// <summary>No transaction runs for a day, so what is older than that before the last seal is sealed.</summary>
    private Task<List<HistoryEntry>> UnsealedAsync(HistoryLink? last, CancellationToken cancellation)
    {
        var since = (last?.SealedAt ?? DateTimeOffset.UnixEpoch.AddDays(1)).AddDays(-1);
        return db
            .History.FromSql(
                $"""
                select entry.* from history entry
                where entry.recorded_at > {since}
                  and (entry.transaction < pg_snapshot_xmin(pg_current_snapshot())
                       -- A restored database counts its transactions anew; what is older than the server has ended.
                       or entry.recorded_at < pg_postmaster_start_time())
                  and not exists (select from history_links link where link.entry_id = entry.id)
                order by entry.id limit {Batch}
                """
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
    }

    // Written to the log as well: a copy of the chain's head outside the database shows a chain rewritten as a whole.
    [LoggerMessage(LogLevel.Information, "Sealed {Count} history entries; the chain ends at {Position} with {Hash}.")]
    private partial void Sealed(int count, long position, string hash);
}
