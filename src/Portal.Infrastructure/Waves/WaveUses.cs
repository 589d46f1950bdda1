using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Waves;

/// <summary>What carriers have begun in a wave, which its officers must respect.</summary>
public static class WaveUses
{
    public static async Task<WaveUse> UseOfAsync(
        this PortalDbContext db,
        WaveId wave,
        CancellationToken cancellation
    ) => (await db.UsesOfAsync([wave], cancellation)).GetValueOrDefault(wave, WaveUse.None);

    /// <summary>
    /// Of the waves in which something was begun. A filing that was withdrawn since still refers to its cut-off; a
    /// removed draft counts while it can be brought back.
    /// </summary>
    public static async Task<IReadOnlyDictionary<WaveId, WaveUse>> UsesOfAsync(
        this PortalDbContext db,
        IReadOnlyCollection<WaveId> waves,
        CancellationToken cancellation
    )
    {
        var since = await db.NowAsync(cancellation) - Dossier.Restorable;
        var begun = db
            .Dossiers.IgnoreQueryFilters()
            .Where(dossier =>
                waves.Contains(dossier.WaveId) && (dossier.Removal == null || dossier.Removal.At > since)
            );
        // A draft has no cut-off, and shows by that that its wave has dossiers.
        var places = await begun
            .SelectMany(
                dossier => dossier.Filings,
                (dossier, filing) => new { dossier.WaveId, CutOff = (CutOffId?)filing.CutOffId }
            )
            .Union(begun.Select(dossier => new { dossier.WaveId, CutOff = dossier.CutOffId }))
            .ToListAsync(cancellation);
        return places
            .GroupBy(place => place.WaveId, place => place.CutOff)
            .ToDictionary(
                wave => wave.Key,
                wave => new WaveUse(HasDossiers: true, wave.OfType<CutOffId>().ToHashSet())
            );
    }
}
