using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Dossiers;

/// <summary>
/// Filings of a dossier don't wait for each other here; what ends it waits for all of them, so that whatever was
/// received in time counts. It is the lock under which <see cref="OneByOne"/> works on a dossier.
/// </summary>
internal static class FilingLock
{
    /// <summary>Lets the dossier not end until the transaction does, for any number of filings at once.</summary>
    public static Task<int> BeginFilingAsync(
        this PortalDbContext db,
        DossierId dossier,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock_shared(hashtextextended({Of(dossier)}, 0))",
            cancellation
        );

    /// <summary>Waits for the filings that are under way, and lets none begin until the transaction ends.</summary>
    private static Task<int> WaitForFilingsAsync(
        PortalDbContext db,
        DossierId dossier,
        CancellationToken cancellation
    ) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({Of(dossier)}, 0))", cancellation);

    /// <summary>
    /// Reads a dossier that nobody files or changes until the transaction ends, once the filings under way are through.
    /// Whoever doesn't see it waits for nobody.
    /// </summary>
    public static async Task<Dossier?> HoldAfterFilingsAsync(
        this PortalDbContext db,
        IQueryable<Dossier> visible,
        DossierId dossier,
        CancellationToken cancellation
    )
    {
        if (!await visible.AnyAsync(one => one.Id == dossier, cancellation))
            return null;
        await WaitForFilingsAsync(db, dossier, cancellation);
        return await db.HoldAsync(visible, dossier, cancellation);
    }

    private static string Of(DossierId dossier) => OneByOne.NameOf<Dossier>(dossier.Value);
}
