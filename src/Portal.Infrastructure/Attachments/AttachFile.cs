using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Attachments;

/// <summary>Takes a file that came in one piece, by a form without scripts, as the answer to a question.</summary>
public sealed class AttachFile(PortalDbContext db, FormCache forms, StoreFile storeFile)
{
    /// <summary>
    /// What is read of a request, in bytes: the largest file and its envelope, and enough beyond that who sends
    /// one that is somewhat too large learns why it isn't taken.
    /// </summary>
    public const long MaxReadBytes = Attachment.MaxSize + 56L * 1024 * 1024;

    /// <param name="place">Where it belongs.</param>
    /// <param name="name">Its name on the carrier's device.</param>
    /// <param name="content">All of it, to be sought in.</param>
    /// <param name="begunAt">When the request began, UTC.</param>
    /// <param name="viewer">Who sends it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The attachment; null where the viewer may not write there, or the form asks for no such file.</returns>
    /// <exception cref="RefusedException">It is not taken.</exception>
    public async Task<Attachment?> RunAsync(
        FilePlace place,
        string name,
        Stream content,
        DateTimeOffset begunAt,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var endedAt = await db.NowAsync(cancellation);
        if (!await db.TakesFileAsync(forms, place, viewer, endedAt, cancellation))
            return await db.TakesFileAsync(forms, place, viewer, begunAt, cancellation)
                ? throw new RefusedException(FileRefusals.TooLate)
                : null;
        if (content.Length > Attachment.MaxSize)
            throw new RefusedException(FileRefusals.TooLarge(Attachment.MaxMegabytes));
        await db.EnsureRoomAsync(place, cancellation);
        var stored = await StoreFile.InTurnAsync(
            () => storeFile.RunAsync(AttachmentId.New(), content, FileName.Of(name), cancellation),
            cancellation
        );
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.EnsureRoomAsync(place, cancellation);
        var attachment = new Attachment(
            place.Dossier,
            place.Section,
            place.Field,
            name,
            stored,
            begunAt,
            viewer.Id!.Value,
            endedAt,
            place.Partner
        );
        db.Attachments.Add(attachment);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return attachment;
    }
}
