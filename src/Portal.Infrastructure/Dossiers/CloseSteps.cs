using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Ends the dossiers whose step was to be filed by a date that went by.</summary>
public sealed class CloseSteps(PortalDbContext db, OneByOne oneByOne)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var due = await db
            .Dossiers.Where(dossier =>
                dossier.Reopening != null
                && dossier.StepDue!.EndsAt <= now
                && dossier.Withdrawal == null
                && dossier.Dismissal == null
                && dossier.CarriedTo == null
            )
            .OrderBy(dossier => dossier.StepDue!.EndsAt)
            .Select(dossier => dossier.Id)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<Dossier, DossierId>(due, dossier => dossier.MissStep(now), cancellation);
    }
}
