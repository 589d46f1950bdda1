using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.History;

/// <param name="Checked">How many sealed entries were read.</param>
/// <param name="Unsealed">Entries that no seal covers yet; the job seals them within a minute.</param>
/// <param name="Head">The hash of the last seal; compare it with the one in the log.</param>
/// <param name="Break">The first break in words; null where the chain is whole.</param>
public sealed record HistoryCheck(long Checked, long Unsealed, string Head, string? Break);

/// <summary>Goes along the whole chain and recomputes every hash, one entry at a time.</summary>
public static class VerifyHistory
{
    /// <param name="db">Where the history is.</param>
    /// <param name="kept">
    /// A head that an earlier check printed and that was kept elsewhere: the chain must still pass through it. Without
    /// one, a history whose end was cut off, or that was written anew from its beginning, looks whole.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<HistoryCheck> RunAsync(
        PortalDbContext db,
        string? kept = null,
        CancellationToken cancellation = default
    )
    {
        var passed = kept is null || kept == HistoryChain.Beginning.Hash;
        var seals = await db.HistorySeals.AsNoTracking().OrderBy(seal => seal.Position).ToListAsync(cancellation);
        var entries = db.History.AsNoTracking().OrderBy(entry => entry.Transaction).ThenBy(entry => entry.Id);
        var (chain, next) = (HistoryChain.Beginning, 0);
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (next == seals.Count)
                break;
            if (seals[next].Position != next + 1)
                return Broken(seals, next, $"seal {next + 1} is gone");
            chain = chain.With(entry);
            var isPast = (entry.Transaction, entry.Id).CompareTo((seals[next].Transaction, seals[next].EntryId));
            if (isPast < 0)
                continue;
            if (isPast > 0 || chain != HistoryChain.At(seals[next]))
                return Broken(seals, next, Between(seals, next));
            passed |= chain.Hash == kept;
            next++;
        }
        if (next < seals.Count)
            return Broken(seals, next, Between(seals, next));
        var unsealed = await db.History.LongCountAsync(cancellation) - chain.Entries;
        return new HistoryCheck(
            chain.Entries,
            unsealed,
            chain.Hash,
            passed ? null : $"the chain never passes through {kept}: its end was cut off, or it was written anew"
        );
    }

    private static string Between(List<HistorySeal> seals, int at)
    {
        var from = at == 0 ? "the beginning" : $"entry {seals[at - 1].EntryId}";
        return $"after {from}, up to entry {seals[at].EntryId}, something was changed, removed or added after it was sealed";
    }

    private static HistoryCheck Broken(List<HistorySeal> seals, int at, string reason)
    {
        var whole = HistoryChain.At(at == 0 ? null : seals[at - 1]);
        return new HistoryCheck(whole.Entries, Unsealed: 0, whole.Hash, reason);
    }
}
