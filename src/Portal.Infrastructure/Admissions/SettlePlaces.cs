using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Admissions;

/// <summary>
/// Gives places that nobody's act gives: a cut-off passed, evidence expired, a dossier was withdrawn. Teams are told of a
/// place that they got or lost.
/// </summary>
public sealed class SettlePlaces(PortalDbContext db, WavePlaces places, OneByOne oneByOne)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var waves = await db.Admissions.Select(one => one.WaveId).Distinct().ToListAsync(cancellation);
        await oneByOne.RunByIdAsync<Wave, WaveId>(waves, wave => SettleAsync(wave, cancellation), cancellation);
    }

    private async Task SettleAsync(WaveId wave, CancellationToken cancellation)
    {
        await places.HoldAsync(wave, cancellation);
        var call = await db
            .Calls.AsNoTracking()
            .SingleAsync(one => db.Waves.Any(its => its.Id == wave && its.CallId == one.Id), cancellation);
        if (call.Admission is { } plan)
            await places.SettleAsync(wave, plan, await db.NowAsync(cancellation), cancellation);
    }
}
