using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Dossiers;

public static class FileRefusals
{
    public static Refusal Empty { get; } = new("file.empty");

    public static Refusal Kind { get; } = new("file.kind");

    public static Refusal TooLarge(int megabytes) => new("file.too-large", megabytes);

    public static Refusal TooMany(int limit) => new("file.too-many", limit);
}

/// <summary>Takes a file as the answer to a question. The bytes are stored and hashed first, then the row is written.</summary>
public sealed partial class AttachFile(
    PortalDbContext db,
    FormCache forms,
    IFileStore store,
    PortalClock clock,
    ILogger<AttachFile> log
)
{
    public const int MaxMegabytes = 20;

    /// <summary>What is read of a request, in bytes: whoever sends a file that is somewhat too large learns why it isn't taken.</summary>
    public const long MaxReadBytes = 100L * 1024 * 1024;

    /// <summary>Files of one question.</summary>
    public const int MaxFiles = 10;

    /// <returns>The attachment; null where the viewer may not write there, or the form asks for no such file.</returns>
    public async Task<Attachment?> RunAsync(
        DossierId id,
        string section,
        string field,
        string name,
        long size,
        Stream content,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var begun = clock.GetUtcNow();
        Begun(id.Value, size, begun);
        var form = await db.SectionsWritableBy(viewer, begun)
            .Where(one => one.DossierId == id && one.Key == section)
            .Join(db.Dossiers, one => one.DossierId, dossier => dossier.Id, (_, dossier) => (FormId?)dossier.FormId)
            .SingleOrDefaultAsync(cancellation);
        if (
            form is null
            || (await forms.GetAsync(db, form.Value, cancellation)).Section(section)?.Field(field)?.Type
                != Domain.Calls.FieldType.File
            || !(await db.FieldsWritableAsync(id, cancellation)).Include(field)
        )
            return null;
        await RefuseAsync(id, field, name, size, content, cancellation);
        var stored = await store.WriteAsync(AttachmentId.New(), content, cancellation);
        var attachment = new Attachment(id, section, field, name, stored, begun, viewer.Id!.Value, clock.GetUtcNow());
        db.Attachments.Add(attachment);
        await db.SaveChangesAsync(cancellation);
        return attachment;
    }

    private async Task RefuseAsync(
        DossierId id,
        string field,
        string name,
        long size,
        Stream content,
        CancellationToken cancellation
    )
    {
        if (size == 0)
            throw new RefusedException(FileRefusals.Empty);
        if (size > MaxMegabytes * 1024L * 1024)
            throw new RefusedException(FileRefusals.TooLarge(MaxMegabytes));
        var head = new byte[FileKinds.HeadLength];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        content.Position = 0;
        if (!FileKinds.IsAccepted(head.AsSpan(0, read), name))
            throw new RefusedException(FileRefusals.Kind);
        if (
            await db.Attachments.CountAsync(
                file => file.DossierId == id && file.FieldKey == field && file.RemovedAt == null,
                cancellation
            ) >= MaxFiles
        )
            throw new RefusedException(FileRefusals.TooMany(MaxFiles));
    }

    [LoggerMessage(LogLevel.Information, "Upload of {Size} bytes to dossier {Dossier} began at {At:O}.")]
    private partial void Begun(Guid dossier, long size, DateTimeOffset at);
}
