using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.History;

/// <summary>Seals what was written to the history since, once no older transaction can still add something before it.</summary>
public sealed partial class SealHistory(PortalDbContext db, ILogger<SealHistory> log)
{
    /// <summary>Entries that one seal covers at most: a break is found to within these.</summary>
    private const int Batch = 1_000;

    /// <summary>The number of the advisory lock that keeps two instances from sealing at once.</summary>
    private const long Lock = 0x48495354;

    /// <returns>How many entries are sealed by now that weren’t.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var entries = 0;
        int batch;
        do entries += batch = await SealBatchAsync(cancellation);
        while (batch == Batch);
        return entries;
    }

    private async Task<int> SealBatchAsync(CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", cancellation);
        var last = await db.HistorySeals.OrderByDescending(seal => seal.Position).FirstOrDefaultAsync(cancellation);
        var entries = await EntriesAfterAsync(last, cancellation);
        if (entries is not [.., var newest])
            return 0;
        var chain = entries.Aggregate(HistoryChain.At(last), (head, entry) => head.With(entry));
        var seal = new HistorySeal
        {
            Position = (last?.Position ?? 0) + 1,
            Transaction = newest.Transaction,
            EntryId = newest.Id,
            Entries = chain.Entries,
            Hash = chain.Hash,
            SealedAt = await ClockAsync(cancellation),
        };
        db.HistorySeals.Add(seal);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Sealed(entries.Count, seal.Entries, seal.Hash);
        return entries.Count;
    }

    private async Task<List<HistoryEntry>> EntriesAfterAsync(HistorySeal? last, CancellationToken cancellation)
    {
        var horizon = await db
            .Database.SqlQueryRaw<long>("""select history_horizon() as "Value" """)
            .SingleAsync(cancellation);
        var (transaction, id) = (last?.Transaction ?? 0, last?.EntryId ?? 0);
        return await db
            .History.AsNoTracking()
            .Where(entry =>
                entry.Transaction < horizon
                && EF.Functions.GreaterThan(
                    ValueTuple.Create(entry.Transaction, entry.Id),
                    ValueTuple.Create(transaction, id)
                )
            )
            .OrderBy(entry => entry.Transaction)
            .ThenBy(entry => entry.Id)
            .Take(Batch)
            .ToListAsync(cancellation);
    }

    private Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) =>
        db.Database.SqlQueryRaw<DateTimeOffset>("""select clock_timestamp() as "Value" """).SingleAsync(cancellation);

    // Written to the log as well: a copy of the chain's head outside the database shows a chain rewritten as a whole.
    [LoggerMessage(LogLevel.Information, "Sealed {Count} history entries; the chain of {Entries} ends with {Hash}.")]
    private partial void Sealed(int count, long entries, string hash);
}
