using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Waves;

/// <summary>How many a moved, added or removed date hits.</summary>
/// <param name="Drafts">What isn't filed, or is written anew.</param>
/// <param name="Filed">What is filed for it.</param>
/// <param name="People">The teams of all these, each person once.</param>
public sealed record DossiersHit(int Drafts, int Filed, int People);

/// <summary>Whom a cut-off that moves, comes or goes hits: the page counts them before, the mails go to them after.</summary>
public static class MovedDates
{
    /// <summary>All drafts of the wave, and what was filed for this cut-off; not what was withdrawn, nor a step that has its own date.</summary>
    public static IQueryable<Dossier> DossiersHitBy(this PortalDbContext db, WaveId wave, CutOffId cutOff) =>
        db.Dossiers.Where(dossier =>
            dossier.WaveId == wave
            && dossier.Withdrawal == null
            && dossier.Dismissal == null
            && dossier.CarriedTo == null
            && dossier.StepDue == null
            && (dossier.FiledAt == null || dossier.Reopening != null || dossier.CutOffId == cutOff)
        );

    public static async Task<DossiersHit> CountHitByAsync(
        this PortalDbContext db,
        WaveId wave,
        CutOffId cutOff,
        CancellationToken cancellation
    )
    {
        var hit = db.DossiersHitBy(wave, cutOff);
        return new DossiersHit(
            await hit.CountAsync(dossier => dossier.FiledAt == null, cancellation),
            await hit.CountAsync(dossier => dossier.FiledAt != null, cancellation),
            await hit.SelectMany(dossier => dossier.Members)
                .Select(member => member.Person)
                .Distinct()
                .CountAsync(cancellation)
        );
    }
}
