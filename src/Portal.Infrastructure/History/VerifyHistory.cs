using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.History;

/// <param name="Checked">How many sealed entries were read.</param>
/// <param name="Unsealed">Entries that no seal covers yet; the job seals them within minutes.</param>
/// <param name="Head">The hash of the last seal; compare it with the one in the log.</param>
/// <param name="Break">The first break in words; null where the chain is whole.</param>
public sealed record HistoryCheck(long Checked, long Unsealed, string Head, string? Break);

/// <summary>Reads the whole chain and recomputes every hash, one entry at a time.</summary>
public static class VerifyHistory
{
    public static async Task<HistoryCheck> RunAsync(PortalDbContext db, CancellationToken cancellation = default)
    {
        HistoryLink? last = null;
        var links = db.HistoryLinks.AsNoTracking().OrderBy(link => link.Position);
        var sealedEntries = links
            .Join(
                db.History.AsNoTracking(),
                link => link.EntryId,
                entry => entry.Id,
                (link, entry) => new { link, entry }
            )
            .OrderBy(pair => pair.link.Position);
        await foreach (var pair in sealedEntries.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var expected = HistoryLink.After(last, pair.entry, pair.link.SealedAt);
            if (expected.Position != pair.link.Position)
                return Broken(last, $"position {expected.Position} is missing; the next one is {pair.link.Position}");
            if (expected.Previous != pair.link.Previous)
                return Broken(last, $"position {pair.link.Position} doesn't follow the one before it");
            if (expected.Hash != pair.link.Hash)
                return Broken(
                    last,
                    $"entry {pair.entry.Id} at position {pair.link.Position} was changed after it was sealed"
                );
            last = pair.link;
        }
        var sealedCount = last?.Position ?? 0;
        var unsealed = await db.History.LongCountAsync(cancellation) - sealedCount;
        var lost = unsealed < 0 ? $"{-unsealed} sealed entries are gone" : null;
        return new HistoryCheck(sealedCount, Math.Max(unsealed, 0), last?.Hash ?? HistoryLink.Beginning, lost);
    }

    private static HistoryCheck Broken(HistoryLink? last, string reason) =>
        new(last?.Position ?? 0, 0, last?.Hash ?? HistoryLink.Beginning, reason);
}
