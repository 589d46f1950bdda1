using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Juries;

/// <summary>A sitting with its jury and the vote that is under way, at a moment of the database's clock.</summary>
public sealed record SittingNow(Sitting Sitting, Jury Jury, Poll? Poll, DateTimeOffset Now);

/// <summary>
/// Acts on a sitting, one at a time: whoever else acts on it waits. A vote whose time is over is closed before, so that
/// no act finds it under way.
/// </summary>
public sealed class SittingDesk(PortalDbContext db)
{
    /// <param name="allowed">The sittings that the asker may act on.</param>
    /// <param name="id">The sitting.</param>
    /// <param name="act">What is done. It is saved after.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null where there is no such sitting among the allowed.</returns>
    public async Task<SittingNow?> ActAsync(
        IQueryable<Sitting> allowed,
        SittingId id,
        Func<SittingNow, Task> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Its jury with it: nobody is given a seat, nor declares a conflict, at the same moment.
        await db.Database.ExecuteSqlAsync(
            $"select 1 from sittings join juries on juries.id = sittings.jury_id where sittings.id = {id.Value} for no key update",
            cancellation
        );
        // Whoever waited is asked after: what was declared meanwhile counts.
        if (!await allowed.AnyAsync(one => one.Id == id, cancellation))
            return null;
        var at = await ReadAsync(id, cancellation);
        if (at.Poll is { } over && over.IsOverAt(at.Now))
        {
            over.Close(at.Sitting, by: null, at.Now);
            at = at with { Poll = null };
        }
        await act(at);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return at;
    }

    public Task<SittingNow?> ActAsync(
        IQueryable<Sitting> allowed,
        SittingId id,
        Action<SittingNow> act,
        CancellationToken cancellation
    ) =>
        ActAsync(
            allowed,
            id,
            at =>
            {
                act(at);
                return Task.CompletedTask;
            },
            cancellation
        );

    private async Task<SittingNow> ReadAsync(SittingId id, CancellationToken cancellation)
    {
        // Of those who waited, whoever comes later reads a later time.
        var now = await db.NowAsync(cancellation);
        var sitting = await db
            .Sittings.Include(one => one.Items)
            .Include(one => one.Attendances)
            .Include(one => one.Slots)
            .AsSplitQuery()
            .SingleAsync(one => one.Id == id, cancellation);
        var jury = await db
            .Juries.Include(one => one.Members)
            .SingleAsync(one => one.Id == sitting.JuryId, cancellation);
        var poll = await db
            .Polls.Include(one => one.Voters)
            .SingleOrDefaultAsync(one => one.Id == sitting.Polling, cancellation);
        return new SittingNow(sitting, jury, poll, now);
    }
}
