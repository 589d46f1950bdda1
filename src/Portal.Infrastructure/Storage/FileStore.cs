using System.Security.Cryptography;
using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Storage;

/// <summary>Where the bytes of attachments lie, each under its id, outside of anything that is served.</summary>
public interface IFileStore
{
    /// <summary>Writes the bytes and tells what was written; a failure leaves nothing behind that could be read.</summary>
    Task<StoredFile> WriteAsync(AttachmentId id, Stream content, CancellationToken cancellation);

    /// <exception cref="FileNotFoundException">Nothing lies under the id.</exception>
    Task<Stream> OpenAsync(AttachmentId id, CancellationToken cancellation);

    /// <summary>Removes the bytes for good. Nothing there is nothing to do.</summary>
    Task DeleteAsync(AttachmentId id, CancellationToken cancellation);
}

/// <summary>Hashes and counts what passes through it.</summary>
internal static class Measured
{
    public static async Task<(long Size, string Sha256)> CopyAsync(
        Stream from,
        Stream to,
        CancellationToken cancellation
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81_920];
        long size = 0;
        int read;
        while ((read = await from.ReadAsync(buffer, cancellation)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
            size += read;
        }
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
