using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Decisions;

/// <summary>
/// Notes the winner lists whose moment has come and lets the letters go. The public reads a list from its second
/// on by the query's own clock, whether or not this has run.
/// </summary>
public sealed class PublishLists(PortalDbContext db, OneByOne oneByOne)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var due = await db.WinnerListsPublicAt(now)
            .Where(list => list.PublishedAt == null)
            .Select(list => list.Id)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<WinnerList, WinnerListId>(due, list => list.Publish(now), cancellation);
    }
}
