using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Attachments;

/// <summary>Gives an upload up: whoever began it wants it no more.</summary>
public sealed class DropUpload(PortalDbContext db, IUploadStore store)
{
    /// <returns>False where the viewer has no such upload under way.</returns>
    public async Task<bool> RunAsync(UploadId id, Viewer viewer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var own = db.UploadsOf(viewer).Where(one => one.Id == id && one.AttachmentId == null).Select(one => one.Id);
        if (!await own.AnyAsync(cancellation))
            return false;
        await db.UploadParts.Where(part => part.UploadId == id).ExecuteDeleteAsync(cancellation);
        await db.Uploads.Where(one => one.Id == id && one.AttachmentId == null).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        await store.DropAsync(id, cancellation);
        return true;
    }
}
