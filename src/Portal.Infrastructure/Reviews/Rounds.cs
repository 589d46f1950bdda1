using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews;

/// <summary>Ends what was said of a dossier as it was judged: its reviews, what their experts discussed, and their synthesis.</summary>
public static class Rounds
{
    /// <summary>Whoever judges next begins afresh. The caller holds the dossier, and saves.</summary>
    public static async Task SetReviewsAsideAsync(
        this PortalDbContext db,
        DossierId dossier,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        foreach (var review in await db.Reviews.Where(one => one.DossierId == dossier).ToListAsync(cancellation))
            review.SetAside(now);
        foreach (var one in await db.Syntheses.Where(one => one.DossierId == dossier).ToListAsync(cancellation))
            one.SetAside(by: null, now);
        foreach (
            var said in await db.DiscussionMessages.Where(one => one.DossierId == dossier).ToListAsync(cancellation)
        )
            said.SetAside(now);
    }
}
