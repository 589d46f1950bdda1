using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Juries;

/// <summary>
/// Acts on a jury, one after the other: its seats, what its members declare, the sittings that it plans. Whoever acts on
/// one of its sittings waits for it, and it for them.
/// </summary>
public sealed class JuryDesk(PortalDbContext db)
{
    /// <param name="allowed">The juries that the asker may act on.</param>
    /// <param name="id">The jury.</param>
    /// <param name="act">What is done, at a moment of the database's clock. It is saved after.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null where there is no such jury among the allowed.</returns>
    public async Task<Jury?> ActAsync(
        IQueryable<Jury> allowed,
        JuryId id,
        Func<Jury, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"select 1 from juries where id = {id.Value} for no key update",
            cancellation
        );
        var jury = await allowed
            .Include(one => one.Members)
            .Include(one => one.Conflicts)
            .AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (jury is null)
            return null;
        await act(jury, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return jury;
    }

    public Task<Jury?> ActAsync(
        IQueryable<Jury> allowed,
        JuryId id,
        Action<Jury, DateTimeOffset> act,
        CancellationToken cancellation
    ) =>
        ActAsync(
            allowed,
            id,
            (jury, now) =>
            {
                act(jury, now);
                return Task.CompletedTask;
            },
            cancellation
        );
}
