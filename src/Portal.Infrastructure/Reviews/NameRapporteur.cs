using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews;

/// <summary>Makes the expert of a review the dossier's rapporteur: who comes after a rapporteur in conflict begins afresh.</summary>
public sealed class NameRapporteur(PortalDbContext db)
{
    /// <exception cref="RefusedException">A conflict keeps the dossier from them.</exception>
    public async Task RunAsync(Review review, PersonId by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await db.ConflictOfAsync(review, cancellation) is { } conflict)
            throw new RefusedException(ReviewRefusals.Conflict(conflict));
        var now = await db.NowAsync(cancellation);
        var begun = await db.Syntheses.SingleOrDefaultAsync(one => one.DossierId == review.DossierId, cancellation);
        if (begun is not null && !await db.SynthesesThatCount().AnyAsync(one => one.Id == begun.Id, cancellation))
        {
            begun.SetAside(by, now);
            await db.SaveChangesAsync(cancellation);
            begun = null;
        }
        if (begun is null)
            db.Syntheses.Add(Synthesis.Entrust(review, by, now));
        else
            begun.PassTo(review, by, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
