using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Complements;

/// <summary>
/// Applies what the call says of requests whose date went by without an answer: the dossier moves to the next cut-off,
/// where its earlier reviews weigh nothing, or is excluded.
/// </summary>
public sealed class CloseComplements(PortalDbContext db, OneByOne oneByOne)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var due = await db
            .ComplementRequests.Where(request =>
                request.Answer == null
                && request.Withdrawal == null
                && request.Missed == null
                && request.Due.EndsAt <= now
                && db.Dossiers.Any(dossier => dossier.Id == request.DossierId && dossier.Withdrawal == null)
            )
            .OrderBy(request => request.Due.EndsAt)
            .Select(request => request.Id)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<ComplementRequest, ComplementRequestId>(
            due,
            request => CloseAsync(request, cancellation),
            cancellation
        );
    }

    private async Task CloseAsync(ComplementRequest request, CancellationToken cancellation)
    {
        await db.HoldDossierAsync(request.DossierId, cancellation);
        var dossier = await db
            .Dossiers.Include(one => one.Members)
            .SingleAsync(one => one.Id == request.DossierId, cancellation);
        await db.CountOnCalendarAsync(dossier.WaveId, cancellation);
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        var rule = await db
            .Calls.Where(call => call.Id == dossier.CallId)
            .Select(call => call.MissedComplements)
            .SingleAsync(cancellation);
        var now = await db.NowAsync(cancellation);
        if (!request.Miss(dossier, wave, rule, now))
            return;
        await db.SetReviewsAsideAsync(dossier.Id, now, cancellation);
    }
}
