using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Attachments;

/// <summary>Announces a file: from now on it may arrive piece by piece, and its beginning is known.</summary>
public sealed partial class BeginUpload(PortalDbContext db, FormCache forms, ILogger<BeginUpload> log)
{
    /// <param name="place">Where it belongs.</param>
    /// <param name="name">Its name on the carrier's device.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="viewer">Who uploads.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The upload; null where the viewer may not write there, or the form asks for no such file.</returns>
    /// <exception cref="RefusedException">It is empty or too large, or there are too many already.</exception>
    public async Task<Upload?> RunAsync(
        FilePlace place,
        string name,
        long size,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var now = await db.NowAsync(cancellation);
        if (!await db.TakesFileAsync(forms, place, viewer, now, cancellation))
            return null;
        var upload = Upload.Begin(
            place.Dossier,
            place.Section,
            place.Field,
            name,
            size,
            viewer.Id!.Value,
            now,
            place.Partner
        );
        await db.EnsureRoomAsync(place, cancellation);
        var open = await db.UploadsOf(viewer)
            .CountAsync(
                one => one.DossierId == place.Dossier && one.AttachmentId == null && one.Refusal == null,
                cancellation
            );
        if (open >= Upload.MaxOpen)
            throw new RefusedException(FileRefusals.TooManyUploads(Upload.MaxOpen));
        db.Uploads.Add(upload);
        await db.SaveChangesAsync(cancellation);
        Begun(upload.Id.Value, size, place.Dossier.Value, now);
        return upload;
    }

    [LoggerMessage(LogLevel.Information, "Upload {Upload} of {Size} bytes to dossier {Dossier} began at {At:O}.")]
    private partial void Begun(Guid upload, long size, Guid dossier, DateTimeOffset at);
}
