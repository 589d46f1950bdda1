using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>An officer puts the date of a dossier's step off; a filing that is under way goes first.</summary>
public sealed class ProlongStep(PortalDbContext db)
{
    /// <returns>False where the dossier isn't in the viewer's charge.</returns>
    /// <exception cref="RefusedException">No step waits to be filed, or the date isn't a later one.</exception>
    public async Task<bool> RunAsync(DossierId id, Deadline to, Viewer viewer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersInChargeOf(viewer).Include(one => one.Members);
        if (await db.HoldAsync(seen, id, cancellation) is not { } dossier)
            return false;
        dossier.ProlongStep(to, viewer.Id!.Value, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
