using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Waves;

/// <summary>What carriers have begun in a wave, which its officers must respect.</summary>
public static class WaveUses
{
    /// <summary>
    /// A filing that was withdrawn since still refers to its cut-off; a removed draft counts while it can be brought back.
    /// </summary>
    public static async Task<WaveUse> UseOfAsync(this PortalDbContext db, WaveId wave, CancellationToken cancellation)
    {
        var since = await db.NowAsync(cancellation) - Dossier.Restorable;
        var begun = db
            .Dossiers.IgnoreQueryFilters()
            .Where(dossier => dossier.WaveId == wave && (dossier.Removal == null || dossier.Removal.At > since));
        var filedFor = await begun
            .SelectMany(dossier => dossier.Filings)
            .Select(filing => (CutOffId?)filing.CutOffId)
            .Union(begun.Select(dossier => dossier.CutOffId))
            .ToListAsync(cancellation);
        return new WaveUse(
            await begun.AnyAsync(cancellation),
            filedFor.Where(id => id is not null).Select(id => id!.Value).ToHashSet()
        );
    }
}
