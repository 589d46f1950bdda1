using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

/// <summary>
/// Notes the winner lists whose moment has come and lets the letters go. The public reads a list from its second
/// on by the query's own clock, whether or not this has run.
/// </summary>
public sealed class PublishLists(PortalDbContext db)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var due = await db.WinnerListsPublicAt(now).Where(list => list.PublishedAt == null).Select(list => list.Id).ToListAsync(cancellation);
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            var list = await db.WinnerLists.SingleAsync(one => one.Id == id, cancellation);
            list.Publish(now);
            await db.SaveUnlessOvertakenAsync(cancellation);
        }
    }
}
