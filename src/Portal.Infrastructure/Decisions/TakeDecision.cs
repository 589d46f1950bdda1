using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

/// <summary>Decides on a dossier for the first time, anew, or anew on a list that is being signed: whichever it is.</summary>
public sealed class TakeDecision(PortalDbContext db, WinnerLists lists)
{
    /// <param name="dossier">Held, so that nothing else becomes of it meanwhile.</param>
    /// <param name="ruling">What is decided.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusedException">The dossier isn't to be judged, or the ruling isn't whole.</exception>
    public async Task RunAsync(Dossier dossier, Ruling ruling, PersonId by, CancellationToken cancellation)
    {
        var standing = db.DecisionsThatStand();
        var taken = await standing.SingleOrDefaultAsync(one => one.DossierId == dossier.Id, cancellation);
        var now = await db.NowAsync(cancellation);
        if (taken is null)
            db.Decisions.Add(Decision.Take(dossier, ruling, by, now));
        else if (taken.ListId is null)
            taken.Revise(ruling, by, now);
        else
            await lists.ReviseAsync(dossier, taken, ruling, by, cancellation);
        await db.SaveChangesAsync(cancellation);
    }
}
