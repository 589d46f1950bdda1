using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Storage;

/// <summary>A folder an upload, a file a part.</summary>
internal sealed class DiskUploadStore(string root) : IUploadStore
{
    public async Task<long> WriteAsync(UploadId upload, Guid key, Stream content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(FolderOf(upload));
        var path = PathOf(upload, key);
        try
        {
            await using var file = new FileStream(
                path,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                Scratch.Buffer,
                useAsync: true
            );
            await content.CopyToAsync(file, Scratch.Buffer, cancellation);
            await file.FlushAsync(cancellation);
            file.Flush(flushToDisk: true);
            return file.Length;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public Task<Stream> OpenAsync(UploadId upload, IReadOnlyList<UploadPart> parts, CancellationToken cancellation) =>
        Task.FromResult<Stream>(new JoinedFiles([.. parts.Select(part => (PathOf(upload, part.Key), part.Length))]));

    public Task DropAsync(UploadId upload, Guid key, CancellationToken cancellation)
    {
        File.Delete(PathOf(upload, key));
        return Task.CompletedTask;
    }

    public Task DropAsync(UploadId upload, CancellationToken cancellation)
    {
        if (Directory.Exists(FolderOf(upload)))
            Directory.Delete(FolderOf(upload), recursive: true);
        return Task.CompletedTask;
    }

    private string FolderOf(UploadId upload) => Path.Combine(root, "uploads", upload.Value.ToString("N"));

    private string PathOf(UploadId upload, Guid key) => Path.Combine(FolderOf(upload), key.ToString("N"));
}
