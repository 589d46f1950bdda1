using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Attachments;

/// <summary>
/// Makes an attachment of an upload that has arrived whole, or refuses it with its reason. It may be tried any number
/// of times, by several instances at once: what died in between is done again by the next sweep, with one effect.
/// </summary>
public sealed partial class FinishUpload(
    PortalDbContext db,
    IUploadStore uploads,
    StoreFile storeFile,
    ILogger<FinishUpload> log
)
{
    public async Task RunAsync(UploadId id, CancellationToken cancellation)
    {
        if (await StoreFile.InTurnAsync(() => SettleAsync(id, cancellation), cancellation))
            await ClearAsync(id, cancellation);
    }

    /// <returns>Whether it was this one that settled it.</returns>
    private async Task<bool> SettleAsync(UploadId id, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await TryTakeAsync(id, cancellation))
            return false;
        var upload = await db.Uploads.Include(one => one.Parts).SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (upload is null or { IsWhole: false } or { IsSettled: true })
            return false;
        await SettleAsync(upload, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>The file is attached or refused: parts that stay behind now go with the upload's row, a day later.</summary>
    private async Task ClearAsync(UploadId id, CancellationToken cancellation)
    {
        try
        {
            await uploads.DropAsync(id, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NotCleared(failure, id.Value);
        }
    }

    private async Task SettleAsync(Upload upload, CancellationToken cancellation)
    {
        var place = new FilePlace(upload.DossierId, upload.SectionKey, upload.FieldKey, upload.Partner);
        try
        {
            await using var content = await uploads.OpenAsync(upload.Id, upload.Parts, cancellation);
            var stored = await storeFile.RunAsync(
                AttachmentId.From(upload.Id.Value),
                content,
                upload.Name,
                cancellation
            );
            await db.EnsureRoomAsync(place, cancellation);
            db.Attachments.Add(upload.Attach(stored));
            Done(upload.Id.Value, stored.Size, upload.DossierId.Value, stored.Sha256);
        }
        catch (RefusedException refused)
        {
            upload.Refuse(refused.Refusals[0], await db.NowAsync(cancellation));
            Refused(upload.Id.Value, upload.DossierId.Value, refused.Refusals[0].Code);
        }
    }

    /// <returns>False where another instance is at it now.</returns>
    private Task<bool> TryTakeAsync(UploadId id, CancellationToken cancellation) =>
        db
            .Database.SqlQuery<bool>(
                $"""select pg_try_advisory_xact_lock(hashtextextended({OneByOne.NameOf<Upload>(id.Value)}, 0)) as "Value" """
            )
            .SingleAsync(cancellation);

    [LoggerMessage(
        LogLevel.Information,
        "Upload {Upload} of {Size} bytes is attached to dossier {Dossier}, SHA-256 {Sha256}."
    )]
    private partial void Done(Guid upload, long size, Guid dossier, string sha256);

    [LoggerMessage(LogLevel.Warning, "The parts of upload {Upload} are not cleared away yet.")]
    private partial void NotCleared(Exception failure, Guid upload);

    [LoggerMessage(LogLevel.Information, "Upload {Upload} to dossier {Dossier} is refused: {Code}.")]
    private partial void Refused(Guid upload, Guid dossier, string code);
}
