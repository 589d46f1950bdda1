using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Signs a dossier for a partner, and asks others to.</summary>
public sealed class SignDossier(PortalDbContext db, FilingDesk desk)
{
    /// <param name="id">The dossier.</param>
    /// <param name="partner">The partner that signs.</param>
    /// <param name="shown">The hash of what the person read.</param>
    /// <param name="viewer">Who signs.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False where the viewer can't see the dossier.</returns>
    public Task<bool> RunAsync(
        DossierId id,
        string partner,
        string shown,
        Viewer viewer,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            viewer,
            async (dossier, matter, now) =>
            {
                // A second click finds what the first one did.
                if (!dossier.MaySign(viewer.Id!.Value, partner) || !IsSigned(matter, partner))
                    db.SignOffs.Add(SignOff.Of(dossier, matter, partner, shown, viewer.Id.Value, now));
                await db.SaveChangesAsync(cancellation);
            },
            cancellation
        );

    /// <summary>Asks the signatories whose signature is missing; the same is asked of nobody twice.</summary>
    /// <returns>False where the viewer can't see the dossier.</returns>
    public Task<bool> AskAsync(DossierId id, Viewer viewer, CancellationToken cancellation) =>
        ActAsync(
            id,
            viewer,
            (dossier, matter, now) =>
            {
                dossier.AskForSignatures(matter, viewer.Id!.Value, now);
                return db.SaveChangesAsync(cancellation);
            },
            cancellation
        );

    private static bool IsSigned(FilingMatter matter, string partner) =>
        matter.Signatures.Any(one => one.Partner.Id == partner && one.Holds is not null);

    private async Task<bool> ActAsync(
        DossierId id,
        Viewer viewer,
        Func<Dossier, FilingMatter, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersOf(viewer).Include(one => one.Members);
        if (await db.HoldAsync(seen, id, cancellation) is not { } dossier)
            return false;
        await act(dossier, await desk.MatterOfAsync(dossier, cancellation), await db.NowAsync(cancellation));
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
