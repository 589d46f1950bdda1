using Microsoft.EntityFrameworkCore;
using Portal.Domain;

namespace Portal.Infrastructure.Persistence;

/// <summary>The clock of a demonstration: an offset in the database, which every reading of time adds.</summary>
public static class DemoTime
{
    /// <summary>18 January 2024, 10:00 in Paris: the morning of the National Day for Innovation in Digital Health.</summary>
    public static DateTimeOffset Start { get; } =
        Deadline.InstantOf(new DateTime(2024, 1, 18, 10, 0, 0, DateTimeKind.Unspecified));

    /// <summary>Makes it be this moment now, for every instance.</summary>
    public static async Task SetAsync(
        PortalDbContext db,
        DateTimeOffset moment,
        CancellationToken cancellation = default
    ) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into demo_clock (id, shift) values (true, {moment} - clock_timestamp())
            on conflict (id) do update set shift = excluded.shift
            """,
            cancellation
        );

    /// <summary>Starts the demonstration's day, unless its clock runs already.</summary>
    public static async Task StartAsync(PortalDbContext db, CancellationToken cancellation = default)
    {
        if (!await db.DemoClock.AnyAsync(cancellation))
            await SetAsync(db, Start, cancellation);
    }
}
