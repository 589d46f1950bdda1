using Amazon.S3;
using Amazon.S3.Model;
using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Storage;

/// <summary>An object a part. A part goes through a local file, so that its length is known before it is sent.</summary>
internal sealed class S3UploadStore(IAmazonS3 s3, string bucket) : IUploadStore
{
    public async Task<long> WriteAsync(UploadId upload, Guid key, Stream content, CancellationToken cancellation)
    {
        await using var local = Scratch.New();
        await content.CopyToAsync(local, Scratch.Buffer, cancellation);
        local.Position = 0;
        var put = new PutObjectRequest
        {
            BucketName = bucket,
            Key = KeyOf(upload, key),
            InputStream = local,
            AutoCloseStream = false,
            UseChunkEncoding = false,
        };
        await s3.PutObjectAsync(put, cancellation);
        return local.Length;
    }

    /// <summary>Brings the parts to a local file: only there can they be sought in.</summary>
    public async Task<Stream> OpenAsync(
        UploadId upload,
        IReadOnlyList<UploadPart> parts,
        CancellationToken cancellation
    )
    {
        var local = Scratch.New();
        try
        {
            foreach (var part in parts)
            {
                await CopyAsync(KeyOf(upload, part.Key), local, cancellation);
                if (local.Length != part.Offset + part.Length)
                    throw new FileNotFoundException("A part of an upload is cut.", KeyOf(upload, part.Key));
            }
            local.Position = 0;
            return local;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    public Task DropAsync(UploadId upload, Guid key, CancellationToken cancellation) =>
        s3.DeleteObjectAsync(bucket, KeyOf(upload, key), cancellation);

    public async Task DropAsync(UploadId upload, CancellationToken cancellation)
    {
        var listing = new ListObjectsV2Request { BucketName = bucket, Prefix = PrefixOf(upload) };
        ListObjectsV2Response page;
        do
        {
            page = await s3.ListObjectsV2Async(listing, cancellation);
            foreach (var found in page.S3Objects ?? [])
                await s3.DeleteObjectAsync(bucket, found.Key, cancellation);
            listing.ContinuationToken = page.NextContinuationToken;
        } while (page.IsTruncated == true);
    }

    private async Task CopyAsync(string key, Stream to, CancellationToken cancellation)
    {
        try
        {
            using var part = await s3.GetObjectAsync(bucket, key, cancellation);
            await part.ResponseStream.CopyToAsync(to, Scratch.Buffer, cancellation);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException("A part of an upload is missing.", key, missing);
        }
    }

    private static string PrefixOf(UploadId upload) => $"uploads/{upload.Value:N}/";

    private static string KeyOf(UploadId upload, Guid key) => $"{PrefixOf(upload)}{key:N}";
}
