using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Waves;

/// <summary>
/// What counts for a cut-off and what becomes of the cut-offs wait for each other; filings don't wait for filings.
/// The wave is to be read after the lock.
/// </summary>
public static class CalendarLock
{
    /// <summary>Lets the cut-offs of a wave stay as they are until the transaction ends, for any number at once.</summary>
    public static Task<int> CountOnCalendarAsync(
        this PortalDbContext db,
        WaveId wave,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock_shared(hashtextextended({Of(wave)}, 0))",
            cancellation
        );

    /// <summary>Lets nobody else change the cut-offs of a wave or count on them until the transaction ends.</summary>
    public static Task<int> HoldCalendarAsync(this PortalDbContext db, WaveId wave, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({Of(wave)}, 0))", cancellation);

    private static string Of(WaveId wave) => $"calendar:{wave.Value}";
}
