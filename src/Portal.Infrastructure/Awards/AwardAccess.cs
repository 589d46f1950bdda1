using Microsoft.EntityFrameworkCore;
using Portal.Domain.Awards;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Awards;

/// <summary>What of an edition is there to vote for.</summary>
public static class AwardAccess
{
    /// <summary>The shortlisted entries, but for those that were withdrawn since.</summary>
    public static IQueryable<Dossier> EntriesToVoteFor(this PortalDbContext db, AwardEdition edition)
    {
        var ids = edition.Shortlist.Select(entry => entry.Dossier).ToList();
        return db.Dossiers.IgnoreAutoIncludes().Where(one => ids.Contains(one.Id) && one.Withdrawal == null);
    }
}
