using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Attachments.Inspection;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Attachments;

/// <summary>Looks at a whole file and stores it, hashed on its way.</summary>
public sealed class StoreFile(IFileStore store)
{
    private static readonly SemaphoreSlim Turns = new(Environment.ProcessorCount);

    /// <summary>
    /// As many files at once as there are processors. Whoever waits for a turn holds nothing meanwhile, no connection
    /// to the database either: those who file in the same minute need them.
    /// </summary>
    public static async Task<T> InTurnAsync<T>(Func<Task<T>> act, CancellationToken cancellation)
    {
        await Turns.WaitAsync(cancellation);
        try
        {
            return await act();
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <param name="id">Under which it is stored.</param>
    /// <param name="content">The bytes, to be sought in.</param>
    /// <param name="name">As the carrier calls it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusedException">It is not taken; nothing is stored.</exception>
    public async Task<StoredFile> RunAsync(AttachmentId id, Stream content, string name, CancellationToken cancellation)
    {
        await Task.Run(() => FileInspector.Inspect(content, name), cancellation);
        content.Position = 0;
        return await store.WriteAsync(id, content, cancellation);
    }
}
