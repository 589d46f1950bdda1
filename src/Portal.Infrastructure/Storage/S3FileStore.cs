using Amazon.S3;
using Amazon.S3.Model;
using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Storage;

/// <summary>
/// Files in a bucket of an S3-compatible store. Their hash is known before they are sent: what can't be read twice goes
/// through a local file.
/// </summary>
internal sealed class S3FileStore(IAmazonS3 s3, string bucket) : IFileStore
{
    public async Task<StoredFile> WriteAsync(AttachmentId id, Stream content, CancellationToken cancellation)
    {
        if (content.CanSeek)
            return await PutAsync(
                id,
                content,
                await Measured.CopyAsync(content, Stream.Null, cancellation),
                cancellation
            );
        await using var local = Scratch.New();
        return await PutAsync(id, local, await Measured.CopyAsync(content, local, cancellation), cancellation);
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

    private async Task<StoredFile> PutAsync(
        AttachmentId id,
        Stream content,
        (long Size, string Sha256) measured,
        CancellationToken cancellation
    )
    {
        content.Position = 0;
        var put = new PutObjectRequest
        {
            BucketName = bucket,
            Key = KeyOf(id),
            InputStream = content,
            AutoCloseStream = false,
            UseChunkEncoding = false,
        };
        await s3.PutObjectAsync(put, cancellation);
        await VerifyAsync(id, measured.Sha256, cancellation);
        return new StoredFile(id, measured.Size, measured.Sha256);
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
