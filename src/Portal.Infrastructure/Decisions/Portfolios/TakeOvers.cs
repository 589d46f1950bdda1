using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions.Portfolios;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions.Portfolios;

/// <summary>Takes a choice over as decisions, and undoes it; each is one transaction on all dossiers of the wave.</summary>
public sealed class TakeOvers(PortalDbContext db)
{
    /// <param name="seen">The dossiers that the person in charge sees and has before them.</param>
    public async Task TakeAsync(
        WaveId wave,
        IReadOnlyList<DossierId> seen,
        IReadOnlyDictionary<DossierId, Money> funded,
        TakenReasons reasons,
        PersonId by,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var dossier in seen.OrderBy(one => one.Value))
            await db.HoldDossierAsync(dossier, cancellation);
        var dossiers = await db
            .Dossiers.Include(one => one.Members)
            .Where(one => seen.Contains(one.Id))
            .ToListAsync(cancellation);
        var standing = await db.DecisionsThatStand()
            .Where(one => seen.Contains(one.DossierId))
            .ToDictionaryAsync(one => one.DossierId, cancellation);
        var (act, fresh) = TakeOver.Of(
            wave,
            [.. dossiers.OrderBy(one => one.Number).Select(one => (one, standing.GetValueOrDefault(one.Id)))],
            funded,
            reasons,
            by,
            await db.NowAsync(cancellation)
        );
        db.TakeOvers.Add(act);
        db.Decisions.AddRange(fresh);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <returns>Whether there is such an act for somebody in charge of its wave.</returns>
    public async Task<WaveId?> UndoAsync(TakeOverId id, Viewer viewer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var act = await db.TakeOvers.SingleOrDefaultAsync(
            one => one.Id == id && db.WavesInChargeOf(viewer).Any(wave => wave.Id == one.WaveId),
            cancellation
        );
        if (act is null)
            return null;
        if (await db.HasOwnDossierInAsync(act.WaveId, viewer, cancellation))
            throw new RefusedException(PortfolioRefusals.OwnDossier);
        var ids = act.Taken.Select(one => one.Dossier).ToList();
        var decisions = await db.DecisionsThatStand()
            .Where(one => ids.Contains(one.DossierId))
            .ToDictionaryAsync(one => one.DossierId, cancellation);
        db.Decisions.RemoveRange(act.Undo(decisions, viewer.Id!.Value, await db.NowAsync(cancellation)));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return act.WaveId;
    }
}
