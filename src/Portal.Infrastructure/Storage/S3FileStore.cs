using Amazon.S3;
using Amazon.S3.Model;
using Portal.Domain;
using Portal.Domain.Dossiers;

namespace Portal.Infrastructure.Storage;

/// <summary>Files in a bucket of an S3-compatible store. The bytes go through a local file, so that their hash is known before.</summary>
internal sealed class S3FileStore(IAmazonS3 s3, string bucket) : IFileStore
{
    public async Task<StoredFile> WriteAsync(AttachmentId id, Stream content, CancellationToken cancellation)
    {
        await using var local = new FileStream(
            Path.GetTempFileName(),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            81_920,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        var (size, sha256) = await Measured.CopyAsync(content, local, cancellation);
        local.Position = 0;
        var put = new PutObjectRequest
        {
            BucketName = bucket,
            Key = KeyOf(id),
            InputStream = local,
            AutoCloseStream = false,
            UseChunkEncoding = false,
        };
        await s3.PutObjectAsync(put, cancellation);
        await VerifyAsync(id, sha256, cancellation);
        return new StoredFile(id, size, sha256);
    }

    public async Task<Stream> OpenAsync(AttachmentId id, CancellationToken cancellation)
    {
        try
        {
            return (await s3.GetObjectAsync(bucket, KeyOf(id), cancellation)).ResponseStream;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException("The bucket holds no such file.", id.Value.ToString(), missing);
        }
    }

    public Task DeleteAsync(AttachmentId id, CancellationToken cancellation) =>
        s3.DeleteObjectAsync(bucket, KeyOf(id), cancellation);

    /// <summary>Reads back what was stored: some stores keep a damaged object and say that all is well.</summary>
    private async Task VerifyAsync(AttachmentId id, string sha256, CancellationToken cancellation)
    {
        await using var stored = await OpenAsync(id, cancellation);
        var (_, found) = await Measured.CopyAsync(stored, Stream.Null, cancellation);
        if (found != sha256)
            throw new IOException($"The store kept something else than what was sent for {id.Value}.");
    }

    private static string KeyOf(AttachmentId id) => $"attachments/{id.Value:N}";
}
