using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

internal static class FilesAlone
{
    /// <summary>Where the bytes lie that are a dossier's alone: those that were carried over belong to the other one, too.</summary>
    public static Task<List<AttachmentId>> FilesOfAloneAsync(
        this PortalDbContext db,
        DossierId id,
        CancellationToken cancellation
    ) =>
        db
            .Attachments.Where(file =>
                file.DossierId == id
                && !db.Attachments.Any(other => other.StoredAs == file.StoredAs && other.DossierId != id)
            )
            .Select(file => file.StoredAs)
            .Distinct()
            .ToListAsync(cancellation);
}
