using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Storage;

/// <summary>A folder an upload, a file a part.</summary>
internal sealed class DiskUploadStore(string root) : IUploadStore
{
    public async Task<long> WriteAsync(UploadId upload, Guid key, Stream content, CancellationToken cancellation)
    {
        var path = PathOf(upload, key);
        try
        {
            await using var file = Create(upload, path);
            await content.CopyToAsync(file, Scratch.Buffer, cancellation);
            await file.FlushAsync(cancellation);
            file.Flush(flushToDisk: true);
            return file.Length;
        }
        catch
        {
            Delete(path);
            throw;
        }
    }

    public Task<Stream> OpenAsync(UploadId upload, IReadOnlyList<UploadPart> parts, CancellationToken cancellation) =>
        Task.FromResult<Stream>(new JoinedFiles([.. parts.Select(part => (PathOf(upload, part.Key), part.Length))]));

    public Task DropAsync(UploadId upload, Guid key, CancellationToken cancellation)
    {
        Delete(PathOf(upload, key));
        return Task.CompletedTask;
    }

    public Task DropAsync(UploadId upload, CancellationToken cancellation)
    {
        if (Directory.Exists(FolderOf(upload)))
            Directory.Delete(FolderOf(upload), recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The upload may end, and its folder go, between any two steps: then the folder is made anew, once.</summary>
    private FileStream Create(UploadId upload, string path)
    {
        try
        {
            return New();
        }
        catch (DirectoryNotFoundException)
        {
            return New();
        }

        FileStream New()
        {
            Directory.CreateDirectory(FolderOf(upload));
            return new FileStream(
                path,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                Scratch.Buffer,
                useAsync: true
            );
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone with the whole upload.
        }
    }

    private string FolderOf(UploadId upload) => Path.Combine(root, "uploads", upload.Value.ToString("N"));

    private string PathOf(UploadId upload, Guid key) => Path.Combine(FolderOf(upload), key.ToString("N"));
}
