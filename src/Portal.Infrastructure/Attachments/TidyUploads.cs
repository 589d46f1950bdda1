using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Attachments;

/// <summary>Finishes what a dead process left whole, and clears away what nobody went on with.</summary>
public sealed partial class TidyUploads(
    PortalDbContext db,
    IUploadStore store,
    FinishUpload finish,
    OneByOne oneByOne,
    ILogger<TidyUploads> log
)
{
    private const int Batch = 100;

    /// <summary>Who received it is at it until then.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var left = await db
            .Uploads.Where(one => one.EndedAt < now - Turn && one.AttachmentId == null && one.Refusal == null)
            .OrderBy(one => one.EndedAt)
            .Select(one => one.Id)
            .Take(Batch)
            .ToListAsync(cancellation);
        foreach (var id in left)
            await FinishAsync(id, cancellation);
        var expired = await db
            .Uploads.Where(one => one.TouchedAt < now - Upload.Patience)
            .OrderBy(one => one.TouchedAt)
            .Select(one => one.Id)
            .Take(Batch)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<Upload, UploadId>(expired, DropAsync, cancellation);
    }

    /// <summary>One that can't be finished keeps no other back.</summary>
    private async Task FinishAsync(UploadId id, CancellationToken cancellation)
    {
        try
        {
            await finish.RunAsync(id, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NotFinished(failure, id.Value);
        }
    }

    private async Task DropAsync(Upload upload)
    {
        await store.DropAsync(upload.Id, CancellationToken.None);
        await db.UploadParts.Where(part => part.UploadId == upload.Id).ExecuteDeleteAsync();
        db.Uploads.Remove(upload);
    }

    [LoggerMessage(LogLevel.Error, "Upload {Upload} could not be finished; the next sweep tries it again.")]
    private partial void NotFinished(Exception failure, Guid upload);
}
