using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp;

/// <summary>
/// Files of a project: signed copies, evidence, annexes of reports. They are attachments of its dossier in a section that no
/// form has, scanned and read like all others.
/// </summary>
public sealed class ProjectFiles(PortalDbContext db, StoreFile storeFile)
{
    /// <summary>Looks at a file and stores it, before the act that it belongs to begins.</summary>
    /// <exception cref="RefusedException">It is not taken.</exception>
    public async Task<ArrivedFile> ReceiveAsync(string name, Stream content, CancellationToken cancellation)
    {
        var begunAt = await db.NowAsync(cancellation);
        if (content.Length > Attachment.MaxSize)
            throw new RefusedException(FileRefusals.TooLarge(Attachment.MaxMegabytes));
        var stored = await StoreFile.InTurnAsync(
            () => storeFile.RunAsync(AttachmentId.New(), content, FileName.Of(name), cancellation),
            cancellation
        );
        return new ArrivedFile(FileName.Of(name), stored, begunAt);
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
}

/// <summary>A file that lies in the store and belongs to nothing yet.</summary>
public sealed record ArrivedFile(string Name, StoredFile Stored, DateTimeOffset BegunAt);
