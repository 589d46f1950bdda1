using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Waves;

/// <summary>Whom the move of a cut-off hits: the page counts them before, the mails go to them after.</summary>
public static class MovedDates
{
    /// <summary>All drafts of the wave, and what was filed for this cut-off; not what was withdrawn, nor a step that has its own date.</summary>
    public static IQueryable<Dossier> DossiersHitBy(this PortalDbContext db, WaveId wave, CutOffId cutOff) =>
        db.Dossiers.Where(dossier =>
            dossier.WaveId == wave
            && dossier.Withdrawal == null
            && dossier.Dismissal == null
            && dossier.StepDue == null
            && (dossier.FiledAt == null || dossier.Reopening != null || dossier.CutOffId == cutOff)
        );
}
