using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Attachments;

/// <summary>
/// Takes bytes of an upload as they come. A part is on disk before it counts; of two that bring the same bytes at once,
/// the first to be saved counts, and the other is told so.
/// </summary>
public sealed class ReceiveBytes(PortalDbContext db, IUploadStore store)
{
    /// <param name="id">The upload.</param>
    /// <param name="offset">Where the first byte belongs.</param>
    /// <param name="network">The bytes; where they break off, those that came are kept.</param>
    /// <param name="viewer">Who sends them.</param>
    /// <param name="gone">Told when the sender is gone.</param>
    /// <returns>The upload as it stands then; null where the viewer has no such upload.</returns>
    /// <exception cref="RefusedException">It stands elsewhere, more comes than was announced, or it is too late.</exception>
    public async Task<Upload?> RunAsync(UploadId id, long offset, Stream network, Viewer viewer, CancellationToken gone)
    {
        var upload = await db.UploadsOf(viewer).SingleOrDefaultAsync(one => one.Id == id, gone);
        if (upload is null)
            return null;
        if (offset != upload.Offset || upload.IsSettled)
            throw new RefusedException(FileRefusals.OtherOffset);
        await using var arriving = new ArrivingStream(network, gone);
        while (!upload.IsWhole && !arriving.IsOver)
        {
            // One byte more than is awaited shows that there are too many.
            arriving.NextPart(Math.Min(Upload.PartSize, upload.Size - upload.Offset + 1));
            await TakePartAsync(upload, arriving, viewer);
        }
        return upload;
    }

    /// <summary>Nothing in here gives up because the sender did.</summary>
    private async Task TakePartAsync(Upload upload, Stream arriving, Viewer viewer)
    {
        var key = Guid.CreateVersion7();
        var counts = false;
        try
        {
            var length = await store.WriteAsync(upload.Id, key, arriving, CancellationToken.None);
            if (length == 0)
                return;
            var now = await db.NowAsync();
            await RefuseLateAsync(upload, viewer, now);
            upload.Receive(key, upload.Offset, length, now);
            await SaveAsync();
            counts = true;
        }
        finally
        {
            if (!counts)
                await store.DropAsync(upload.Id, key, CancellationToken.None);
        }
    }

    private async Task RefuseLateAsync(Upload upload, Viewer viewer, DateTimeOffset now)
    {
        var place = new FilePlace(upload.DossierId, upload.SectionKey, upload.FieldKey, upload.Partner);
        if (await db.IsWritableAsync(place, viewer, now, CancellationToken.None))
            return;
        upload.Refuse(FileRefusals.TooLate, now);
        await SaveAsync();
        throw new RefusedException(FileRefusals.TooLate);
    }

    private async Task SaveAsync()
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException overtaken)
            when (overtaken
                    is DbUpdateConcurrencyException
                        or { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } }
            )
        {
            throw new RefusedException(FileRefusals.OtherOffset);
        }
    }
}
