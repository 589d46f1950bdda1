using System.IO.Pipelines;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;

namespace Portal.Infrastructure.Storage;

/// <summary>Stores what is only being written: it goes from the writer into the store as it comes, and is nowhere whole.</summary>
internal static class StoreWhileWriting
{
    /// <param name="store">Where it goes.</param>
    /// <param name="id">Its name there.</param>
    /// <param name="write">Writes it; its failure leaves nothing in the store.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<(StoredFile Stored, T Written)> WriteAsync<T>(
        this IFileStore store,
        AttachmentId id,
        Func<Stream, CancellationToken, Task<T>> write,
        CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pipe = new Pipe();
        var storing = StoreAsync();
        var writing = WriteToPipeAsync();
        // What failed first says why; the other one only stopped for it.
        var first = await Task.WhenAny(storing, writing);
        if (!first.IsCompletedSuccessfully)
            await stop.CancelAsync();
        await ((Task)Task.WhenAll(storing, writing)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
        return (await storing, await writing);

        async Task<StoredFile> StoreAsync()
        {
            try
            {
                return await store.WriteAsync(id, pipe.Reader.AsStream(leaveOpen: true), stop.Token);
            }
            finally
            {
                await pipe.Reader.CompleteAsync();
            }
        }

        async Task<T> WriteToPipeAsync()
        {
            try
            {
                var written = await write(pipe.Writer.AsStream(leaveOpen: true), stop.Token);
                await pipe.Writer.CompleteAsync();
                return written;
            }
            catch (Exception failure)
            {
                await pipe.Writer.CompleteAsync(failure);
                throw;
            }
        }
    }
}
