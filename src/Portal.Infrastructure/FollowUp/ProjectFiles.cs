using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.FollowUp;

/// <summary>
/// Files of a project: signed copies, evidence, annexes of reports. They are attachments of its dossier in a section that no
/// form has, scanned and read like all others.
/// </summary>
public sealed class ProjectFiles(PortalDbContext db, StoreFile storeFile, IFileStore store)
{
    /// <summary>
    /// Looks at files and stores them, then does the act that they belong to. Where one of them isn't taken, or the act
    /// is refused or finds nothing to act on, nothing of them stays.
    /// </summary>
    /// <returns>What the act returns: whether there was something to act on.</returns>
    /// <exception cref="RefusedException">A file is not taken, or the act is refused.</exception>
    public async Task<bool> BringAsync(
        IReadOnlyList<BroughtFile> brought,
        Func<IReadOnlyList<ArrivedFile>, Task<bool>> act,
        CancellationToken cancellation
    )
    {
        var arrived = new List<ArrivedFile>();
        try
        {
            foreach (var file in brought)
                arrived.Add(await ReceiveAsync(file, cancellation));
            if (await act(arrived))
                return true;
        }
        catch (RefusedException)
        {
            await DropAsync(arrived);
            throw;
        }
        // What fails otherwise may have been saved all the same: its bytes are kept.
        await DropAsync(arrived);
        return false;
    }

    /// <summary>Notes it with the act that it belongs to; the caller saves.</summary>
    /// <param name="dossier">That won.</param>
    /// <param name="key">What it is for, such as <c>agreement</c>.</param>
    /// <param name="file">As it arrived.</param>
    /// <param name="by">Who brought it.</param>
    /// <param name="now">UTC.</param>
    public Attachment Attach(DossierId dossier, string key, ArrivedFile file, PersonId by, DateTimeOffset now)
    {
        var attachment = new Attachment(
            dossier,
            Attachment.FollowUpSection,
            key,
            file.Name,
            file.Stored,
            file.BegunAt,
            by,
            now
        );
        db.Attachments.Add(attachment);
        return attachment;
    }

    private async Task<ArrivedFile> ReceiveAsync(BroughtFile file, CancellationToken cancellation)
    {
        var (begunAt, name) = (await db.NowAsync(cancellation), FileName.Of(file.Name));
        await using var content = file.Open();
        if (content.Length > Attachment.MaxSize)
            throw new RefusedException(FileRefusals.TooLarge(Attachment.MaxMegabytes));
        var stored = await StoreFile.InTurnAsync(
            () => storeFile.RunAsync(AttachmentId.New(), content, name, cancellation),
            cancellation
        );
        return new ArrivedFile(name, stored, begunAt);
    }

    /// <summary>Whoever breaks off leaves nothing behind either.</summary>
    private async Task DropAsync(IEnumerable<ArrivedFile> files)
    {
        foreach (var file in files)
            await store.DeleteAsync(file.Stored.Id, CancellationToken.None);
    }
}

/// <summary>A file as somebody brings it.</summary>
/// <param name="Name">On their device.</param>
/// <param name="Open">Its bytes, to be sought in.</param>
public sealed record BroughtFile(string Name, Func<Stream> Open);

/// <summary>A file that lies in the store and belongs to nothing yet.</summary>
public sealed record ArrivedFile(string Name, StoredFile Stored, DateTimeOffset BegunAt);
