using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Consultations;

/// <summary>
/// Puts a file to a contribution whose address is confirmed: nobody without a mailbox fills the store. One file a
/// contribution; another one takes its place.
/// </summary>
public sealed class EncloseFile(PortalDbContext db, Contribute contribute, StoreFile storeFile, IFileStore store)
{
    /// <returns>Whether there is such a contribution of who has the link.</returns>
    /// <exception cref="RefusedException">The file isn't taken, or nothing can be put to the contribution any more.</exception>
    public async Task<bool> RunAsync(
        string key,
        ContributionId id,
        string name,
        Stream content,
        CancellationToken cancellation
    )
    {
        var one = await db.ContributionsOf(key).AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancellation);
        if (one is null)
            return false;
        var to = await db.Consultations.AsNoTracking().SingleAsync(it => it.Id == one.ConsultationId, cancellation);
        one.EnsureTakesFile(to, await db.NowAsync(cancellation));
        if (content.Length > ContributedFile.MaxMegabytes * 1024L * 1024)
            throw new RefusedException(FileRefusals.TooLarge(ContributedFile.MaxMegabytes));
        var stored = await StoreFile.InTurnAsync(
            () => storeFile.RunAsync(AttachmentId.New(), content, FileName.Of(name), cancellation),
            cancellation
        );
        var file = new ContributedFile(stored.Id, FileName.Of(name), stored.Size, stored.Sha256);
        var isNoted = false;
        try
        {
            return isNoted = await NoteAsync(key, id, file);
        }
        finally
        {
            if (!isNoted)
                await store.DeleteAsync(stored.Id, CancellationToken.None);
        }
    }

    /// <summary>To its end, whoever breaks off: the bytes lie there already.</summary>
    private async Task<bool> NoteAsync(string key, ContributionId id, ContributedFile file)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (
            await contribute.HoldAsync(key, CancellationToken.None) is not { } to
            || await db.ContributionsOf(key).SingleOrDefaultAsync(it => it.Id == id) is not { } one
        )
            return false;
        var before = one.File?.StoredAs;
        one.Enclose(file, to, await db.NowAsync(CancellationToken.None));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        if (before is { } replaced)
            await store.DeleteAsync(replaced, CancellationToken.None);
        return true;
    }
}
