using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Contacts;
using Portal.Domain.People;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Contacts;

/// <summary>Opens drafts to a region's contacts, and takes what these say.</summary>
public sealed class ContactDesk(PortalDbContext db)
{
    /// <param name="region">A key; null closes it.</param>
    /// <returns>Whether there is such a dossier of one's own.</returns>
    /// <exception cref="RefusedException">It isn't the coordinator, or nobody of the region would read it.</exception>
    public async Task<bool> OpenAsync(DossierId id, string? region, Viewer by, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var own = db.DossiersOf(by).Include(one => one.Members);
        if (await db.HoldAsync(own, id, cancellation) is not { } dossier)
            return false;
        if (region is { Length: > 0 } && !await db.ReadingContacts(region).AnyAsync(cancellation))
            throw new RefusedException(ContactRefusals.Nobody);
        var now = await db.NowAsync(cancellation);
        var opening = await db.DossierOpenings.SingleOrDefaultAsync(one => one.DossierId == id, cancellation);
        if (region is null)
            opening?.Close(dossier, by.Id!.Value, now);
        else if (opening is null)
            db.DossierOpenings.Add(DossierOpening.Of(dossier, region, by.Id!.Value, now));
        else
            opening.Open(dossier, region, by.Id!.Value, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <returns>Whether there is such a dossier that is open to one.</returns>
    public async Task<bool> CommentAsync(DossierId id, string text, Viewer by, CancellationToken cancellation)
    {
        var opening = await db.OpeningsFor(by).SingleOrDefaultAsync(one => one.DossierId == id, cancellation);
        if (opening is null)
            return false;
        var body = await db.BodiesOf(by)
            .Where(one => one.Region == opening.Region)
            .OrderBy(one => one.Id)
            .Select(one => one.Id)
            .FirstAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        db.ContactComments.Add(ContactComment.Write(opening, body, text, by.Id!.Value, now));
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}
