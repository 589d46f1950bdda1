using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Storage;

/// <summary>
/// Where uploads arrive, in parts that are each written once under a name of their own, so that several instances, and
/// several tries at the same bytes, never write over one another. Which parts count is the database's to say.
/// </summary>
public interface IUploadStore
{
    /// <summary>Writes a part; once this returns it outlives the process and the machine's power.</summary>
    /// <returns>Bytes written.</returns>
    Task<long> WriteAsync(UploadId upload, Guid key, Stream content, CancellationToken cancellation);

    /// <summary>The parts as one stream that can be sought in; nothing of it is held in memory.</summary>
    /// <exception cref="FileNotFoundException">A part is not there.</exception>
    Task<Stream> OpenAsync(UploadId upload, IReadOnlyList<UploadPart> parts, CancellationToken cancellation);

    Task DropAsync(UploadId upload, Guid key, CancellationToken cancellation);

    /// <summary>Removes whatever lies of an upload, whether it counted or not.</summary>
    Task DropAsync(UploadId upload, CancellationToken cancellation);
}

/// <summary>Files of this machine's that uploads and checks go through; none is left behind, even by a dead process.</summary>
internal static class Scratch
{
    public const int Buffer = 81_920;

    public static FileStream New()
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"portal-{Guid.NewGuid():N}"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            Buffer,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        return file;
    }
}
