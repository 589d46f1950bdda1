using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Attachments;

/// <summary>A file that comes in one piece, through the same acts as one that comes in many.</summary>
public sealed class ReceiveWhole(
    PortalDbContext db,
    BeginUpload begin,
    ReceiveBytes receive,
    FinishUpload finish,
    DropUpload drop
)
{
    /// <returns>The upload, attached or refused; null where the viewer may not write there.</returns>
    /// <exception cref="RefusedException">
    /// It is empty, too large, too late, there are too many already, or it broke off.
    /// </exception>
    public async Task<Upload?> RunAsync(
        FilePlace place,
        string name,
        long size,
        Stream content,
        Viewer viewer,
        CancellationToken gone
    )
    {
        if (await begin.RunAsync(place, name, size, viewer, gone) is not { } begun)
            return null;
        var received = await receive.RunAsync(begun.Id, offset: 0, content, viewer, gone);
        if (received?.IsWhole != true)
        {
            // Nobody goes on with it: the next try begins anew.
            await drop.RunAsync(begun.Id, viewer, CancellationToken.None);
            throw new RefusedException(FileRefusals.Incomplete);
        }
        await finish.RunAsync(begun.Id, CancellationToken.None);
        return await db.Uploads.AsNoTracking().SingleAsync(one => one.Id == begun.Id, CancellationToken.None);
    }
}
