using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Storage;

/// <summary>Files in a folder of their own; each is written aside and moved into place once it is whole and on disk.</summary>
internal sealed class DiskFileStore(string root) : IFileStore
{
    public async Task<StoredFile> WriteAsync(AttachmentId id, Stream content, CancellationToken cancellation)
    {
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Of a name of its own: a second try at the same file may be under way.
        var aside = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            (long Size, string Sha256) measured;
            await using (
                var file = new FileStream(
                    aside,
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.None,
                    81_920,
                    useAsync: true
                )
            )
            {
                measured = await Measured.CopyAsync(content, file, cancellation);
                file.Flush(flushToDisk: true);
            }
            File.Move(aside, path, overwrite: true);
            return new StoredFile(id, measured.Size, measured.Sha256);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    public Task<Stream> OpenAsync(AttachmentId id, CancellationToken cancellation) =>
        File.Exists(PathOf(id))
            ? Task.FromResult<Stream>(
                new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read, 81_920, useAsync: true)
            )
            : throw new FileNotFoundException("The store holds no such file.", id.Value.ToString());

    public Task DeleteAsync(AttachmentId id, CancellationToken cancellation)
    {
        if (File.Exists(PathOf(id)))
            File.Delete(PathOf(id));
        return Task.CompletedTask;
    }

    private string PathOf(AttachmentId id)
    {
        var name = id.Value.ToString("N");
        return Path.Combine(root, name[^2..], name);
    }
}
