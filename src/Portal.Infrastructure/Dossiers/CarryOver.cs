using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Where a dossier that has ended can go on.</summary>
/// <param name="To">The wave; null while none of the call's is open.</param>
/// <param name="CutOff">The cut-off for which it could be filed there.</param>
public sealed record CarryAhead(Wave? To, CutOff? CutOff);

/// <summary>Carries a dossier that has ended over to the next cut-off of its call, with all that its team wrote.</summary>
public sealed class CarryOver(PortalDbContext db, CarriedAnswers carried)
{
    /// <returns>Null where the viewer doesn't see the dossier, or it has not ended.</returns>
    public async Task<CarryAhead?> AheadAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        var dossier = await db.DossiersOf(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (dossier is null)
            return null;
        var now = await db.NowAsync(cancellation);
        var waves = await WavesAsync(dossier, cancellation);
        var own = waves.Single(wave => wave.Id == dossier.WaveId);
        if (dossier.ObstacleToCarryingOver(own, await ToldAsync(id, now, cancellation), now) is not null)
            return null;
        var to = dossier.NextWave(waves, now);
        return new CarryAhead(to, to?.CutOffFor(now));
    }

    /// <summary>Twice is once: the dossier as which it goes on is told again.</summary>
    /// <returns>The dossier as which it goes on; null where the viewer doesn't see the one that ended.</returns>
    /// <exception cref="RefusedException">It has not ended, no wave of its call is open, or the viewer doesn't coordinate it.</exception>
    public async Task<DossierId?> RunAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.HoldDossierAsync(id, cancellation);
        var dossier = await db.DossiersOf(viewer)
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (dossier is null)
            return null;
        if (dossier.CarriedTo is { } there)
            return there;
        var now = await db.NowAsync(cancellation);
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Id == dossier.CallId, cancellation);
        var found = dossier.NextWave(await WavesAsync(dossier, cancellation), now);
        await db.CountOnCalendarAsync((found?.Id ?? dossier.WaveId), cancellation);
        var waves = await WavesAsync(dossier, cancellation);
        var (own, to) = (waves.Single(wave => wave.Id == dossier.WaveId), waves.Find(wave => wave.Id == found?.Id));
        var told = await ToldAsync(id, now, cancellation);
        if (to is null)
            throw new RefusedException(
                dossier.ObstacleToCarryingOver(own, told, now) ?? DossierRefusals.NoWaveToCarryOver
            );
        var next = dossier.CarryOver(call, own, to, told, viewer.Id!.Value, now);
        db.Dossiers.Add(next);
        var sections = Section.For(next, call.CurrentForm).ToList();
        db.Sections.AddRange(sections);
        await carried.WriteAsync(next, call.CurrentForm, sections, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return next.Id;
    }

    private Task<List<Wave>> WavesAsync(Dossier dossier, CancellationToken cancellation) =>
        db.Waves.AsNoTracking().Where(wave => wave.CallId == dossier.CallId).ToListAsync(cancellation);

    private Task<Outcome?> ToldAsync(DossierId id, DateTimeOffset now, CancellationToken cancellation) =>
        db.DecisionsRevealedAt(now)
            .Where(decision => decision.DossierId == id)
            .Select(decision => (Outcome?)decision.Outcome)
            .SingleOrDefaultAsync(cancellation);
}
