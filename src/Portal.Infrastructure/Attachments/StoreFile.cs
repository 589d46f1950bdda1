using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Attachments.Inspection;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Attachments;

/// <summary>Looks at a whole file and stores it, hashed on its way. As many at once as there are processors.</summary>
public sealed class StoreFile(IFileStore store)
{
    private static readonly SemaphoreSlim Turn = new(Environment.ProcessorCount);

    /// <param name="id">Under which it is stored.</param>
    /// <param name="content">The bytes, to be sought in.</param>
    /// <param name="name">As the carrier calls it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusedException">It is not taken; nothing is stored.</exception>
    public async Task<StoredFile> RunAsync(AttachmentId id, Stream content, string name, CancellationToken cancellation)
    {
        await Turn.WaitAsync(cancellation);
        try
        {
            await Task.Run(() => FileInspector.Inspect(content, name), cancellation);
            content.Position = 0;
            return await store.WriteAsync(id, content, cancellation);
        }
        finally
        {
            Turn.Release();
        }
    }
}
