using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Wishes;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Wishes;

/// <summary>An expert says what they would like to review, one click after the other: of two tabs, the last click counts.</summary>
public sealed class SayWishes(PortalDbContext db)
{
    /// <param name="id">The expert, who is the viewer.</param>
    /// <param name="said">Null takes a wish back.</param>
    /// <param name="viewer">Who says it.</param>
    /// <param name="cancellation">Of the request.</param>
    /// <returns>Of how many nothing was saved, since they may not wish for them; null where there is no such expert.</returns>
    /// <exception cref="RefusedException">It isn't the time, or the charter isn't signed.</exception>
    public async Task<int?> RunAsync(
        ExpertId id,
        IReadOnlyDictionary<DossierId, WishKind?> said,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HoldAsync(id, viewer, cancellation) is not { } expert)
            return null;
        var (wave, now) = (await WaveOfAsync(expert, cancellation), await db.NowAsync(cancellation));
        if (Wish.ObstacleToSaying(expert, wave, now) is { } obstacle)
            throw new RefusedException(obstacle);
        var known = await db.DossiersToWishFor(id, viewer)
            .Where(one => said.Keys.Contains(one.Id))
            .Select(one => one.Id)
            .ToListAsync(cancellation);
        var wishes = await db
            .Wishes.Where(one => one.ExpertId == id && known.Contains(one.DossierId))
            .ToDictionaryAsync(one => one.DossierId, cancellation);
        foreach (var dossier in known)
            (wishes.GetValueOrDefault(dossier) ?? Begin(expert, dossier)).Say(said[dossier], expert, wave, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return said.Count - known.Count;
    }

    /// <summary>Declares a conflict instead, as when one recuses oneself: a dossier that they hold is given back.</summary>
    /// <returns>False where there is no such expert or dossier.</returns>
    public async Task<bool> DeclareConflictAsync(
        ExpertId id,
        DossierId dossier,
        string reason,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HoldAsync(id, viewer, cancellation) is not { } expert)
            return false;
        if (!await db.DossiersToWishFor(id, viewer).AnyAsync(one => one.Id == dossier, cancellation))
            return false;
        var now = await db.NowAsync(cancellation);
        expert.Recuse(dossier, reason, now);
        var held = await db.Reviews.SingleOrDefaultAsync(
            one => one.ExpertId == id && one.DossierId == dossier,
            cancellation
        );
        held?.GiveBack(reason, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private async Task<Expert?> HoldAsync(ExpertId id, Viewer viewer, CancellationToken cancellation)
    {
        var own = db.Experts.Where(one => one.Id == id && one.Person == viewer.Id);
        if (!await own.AnyAsync(cancellation))
            return null;
        await db.Database.ExecuteSqlAsync(
            $"select 1 from experts where id = {id.Value} for no key update",
            cancellation
        );
        return await own.Include(one => one.Pool.Conflicts).SingleOrDefaultAsync(cancellation);
    }

    private Task<Wave> WaveOfAsync(Expert expert, CancellationToken cancellation) =>
        db.Waves.AsNoTracking().SingleAsync(one => one.Id == expert.WaveId, cancellation);

    private Wish Begin(Expert expert, DossierId dossier)
    {
        var wish = new Wish(expert, dossier);
        db.Wishes.Add(wish);
        return wish;
    }
}
