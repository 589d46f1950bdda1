using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

/// <summary>A winner gives the aid up: its coordinator says so, or staff notes it.</summary>
public sealed class DeclineAid(PortalDbContext db)
{
    /// <summary>The aid that a coordinator can give up by now; null where there is none.</summary>
    public async Task<Decision?> OfferedAsync(DossierId dossier, Viewer viewer, CancellationToken cancellation)
    {
        var own = db.DossiersOf(viewer)
            .Where(one =>
                one.Members.Any(member => member.Person == viewer.Id && member.Role == MemberRole.Coordinator)
            );
        return await FindAsync(own, dossier, cancellation);
    }

    /// <returns>Whether there is such an aid for somebody who coordinates the dossier.</returns>
    public async Task<bool> RunAsync(DossierId dossier, Viewer by, CancellationToken cancellation) =>
        await DeclineAsync(await OfferedAsync(dossier, by, cancellation), by, cancellation);

    /// <summary>Staff notes what it was told in another way.</summary>
    /// <returns>Whether there is such an aid on a dossier of one's charge.</returns>
    public async Task<bool> NoteAsync(DossierId dossier, Viewer by, CancellationToken cancellation) =>
        await DeclineAsync(await FindAsync(db.DossiersInChargeOf(by), dossier, cancellation), by, cancellation);

    private async Task<Decision?> FindAsync(IQueryable<Dossier> seen, DossierId dossier, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        return await db.DecisionsRevealedAt(now)
            .SingleOrDefaultAsync(
                one =>
                    one.DossierId == dossier
                    && one.Outcome == Outcome.Funded
                    && seen.Any(visible => visible.Id == dossier),
                cancellation
            );
    }

    private async Task<bool> DeclineAsync(Decision? decision, Viewer by, CancellationToken cancellation)
    {
        if (decision is null)
            return false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.HoldDossierAsync(decision.DossierId, cancellation);
        // What both have signed ends by an abandonment, which says what becomes of the rest.
        if (
            await db.Projects.AnyAsync(one => one.DossierId == decision.DossierId && one.StartsOn != null, cancellation)
        )
            throw new RefusedException(FollowUpRefusals.Agreed);
        decision.Decline(by.Id!.Value, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
