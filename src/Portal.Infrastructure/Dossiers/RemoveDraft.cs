using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Removes a draft that was begun by mistake, and brings it back. A filing that is under way goes first.</summary>
public sealed class RemoveDraft(PortalDbContext db)
{
    /// <returns>False where the viewer doesn't see the dossier.</returns>
    public Task<bool> RunAsync(DossierId id, Viewer viewer, CancellationToken cancellation) =>
        ActAsync(
            id,
            _ => db.DossiersOf(viewer),
            (dossier, now) => dossier.RemoveDraft(viewer.Id!.Value, now),
            cancellation
        );

    /// <returns>False where the viewer can't bring the dossier back.</returns>
    public Task<bool> RestoreAsync(DossierId id, Viewer viewer, CancellationToken cancellation) =>
        ActAsync(
            id,
            now => db.DraftsRestorableBy(viewer, now),
            (dossier, now) => dossier.RestoreDraft(viewer.Id!.Value, now),
            cancellation
        );

    private async Task<bool> ActAsync(
        DossierId id,
        Func<DateTimeOffset, IQueryable<Dossier>> seen,
        Action<Dossier, DateTimeOffset> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var its = seen(await db.NowAsync(cancellation)).Include(one => one.Members);
        if (await db.HoldAfterFilingsAsync(its, id, cancellation) is not { } dossier)
            return false;
        act(dossier, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
