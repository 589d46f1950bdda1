using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Reviews.Pool;

/// <summary>
/// Looks for conflicts again where dossiers of a wave with experts were filed anew within a day: who files waits for no
/// search. Whatever gives a dossier to an expert looks by itself.
/// </summary>
public sealed class LookAgain(PortalDbContext db, LookForConflicts conflicts, OneByOne items)
{
    private static readonly TimeSpan Recently = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var since = await db.NowAsync(cancellation) - Recently;
        var due = await db
            .Waves.Where(wave => db.Experts.Any(expert => expert.WaveId == wave.Id))
            .Where(wave =>
                db.Filings.Any(filing =>
                    filing.FiledAt > since
                    && db.Dossiers.Any(dossier => dossier.Id == filing.DossierId && dossier.WaveId == wave.Id)
                )
            )
            .Select(wave => wave.Id)
            .ToListAsync(cancellation);
        await items.RunAsync<Wave, WaveId>(
            due,
            wave => conflicts.RunAsync(wave.Id, only: null, dossier: null, cancellation),
            cancellation
        );
    }
}
